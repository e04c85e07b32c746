using System.Text.Json;

namespace Uncramp.Web.Tests.Accounts;

/// <summary>Passkeys in a real browser, with an authenticator that the browser itself plays (WebAuthn, virtual authenticators).</summary>
public sealed class PasskeyTests(RunningApp app)
{
    [Fact]
    public async Task An_account_is_made_with_a_passkey_and_opened_with_it_again()
    {
        await using var home = await Home.Open();
        var site = home.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var visit = await app.Visit(at: site);
        var device = await visit.Context.NewCDPSessionAsync(visit.Page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new() { ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true } });

        await visit.Page.GotoAsync("/account");
        (await visit.Heading()).ShouldBe("Welcome. You are the first one here.");
        await visit.Page.FillAsync("#name", "Ada");
        await visit.Page.ClickAsync("text=Go on with a passkey");
        await visit.Page.WaitForURLAsync("**/account/codes");
        await visit.Page.GotoAsync("/account");
        (await visit.Heading()).ShouldBe("Ada");
        (await visit.Page.Locator("text=You have no password, and need none.").CountAsync()).ShouldBe(1);

        await visit.Page.ClickAsync("text=Sign out on this device");
        await visit.Page.WaitForURLAsync("**/account");
        (await visit.Heading()).ShouldBe("Sign in");
        await visit.Page.GotoAsync("/account?then=/library");
        await visit.Page.ClickAsync("text=Sign in with a passkey");
        await visit.Page.WaitForURLAsync(url => url.EndsWith("/library", StringComparison.Ordinal) && !url.Contains('?', StringComparison.Ordinal));

        // A second one, on another device; the first can be renamed, and removed once it is not the only way in.
        await visit.Page.GotoAsync("/account");
        await visit.Page.ClickAsync("text=Remove");
        (await visit.Heading()).ShouldBe("This is your only way in");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new() { ["options"] = new { protocol = "ctap2", transport = "usb", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true } });
        await visit.Page.GotoAsync("/account");
        await visit.Page.ClickAsync("text=Add another passkey");
        await visit.Page.Locator("#passkeys + .rows > li").Nth(1).WaitForAsync();
        await visit.Page.ClickAsync("#passkeys + .rows > li:first-child summary");
        await visit.Page.FillAsync("#passkeys + .rows > li:first-child input[type=text]", "My phone");
        await visit.Page.ClickAsync("#passkeys + .rows > li:first-child button:text('Save')");
        await visit.Page.WaitForURLAsync("**/account#passkeys");
        (await visit.Page.Locator("#passkeys + .rows > li:first-child b").InnerTextAsync()).ShouldBe("My phone");
        await visit.Page.ClickAsync("#passkeys + .rows > li:first-child button:has-text('Remove')");
        await visit.Page.Locator("#passkeys + .rows > li").Nth(1).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await home.Ask("""SELECT COUNT(*) FROM "Passkeys" """)).ShouldBe("1");
    }

    [Fact]
    public async Task Where_no_passkey_can_be_a_sentence_says_so_and_the_password_is_there()
    {
        await using var home = await Home.Open();
        await using var visit = await app.Visit(at: home.Url);
        await visit.Page.GotoAsync("/account/first");
        (await visit.Page.Locator("text=Go on with a passkey").IsVisibleAsync()).ShouldBeFalse();
        (await visit.Page.Locator("#password").IsVisibleAsync()).ShouldBeTrue();
        await visit.Page.Locator("text=So passkeys do not work here").WaitForAsync();
        await visit.ShouldBeClean();
    }

    [Fact]
    public async Task Tonight_kept_on_the_device_names_whose_diary_is_open_and_forgets_it_with_sign_out()
    {
        await using var home = await Home.Open();
        await using var visit = await app.Visit(at: home.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var page = visit.Page;
        await page.GotoAsync("/account/first");
        await page.FillAsync("#name", "Daughter");
        await page.Locator("details.by-password").EvaluateAsync("details => details.open = true");
        await page.FillAsync("#password", "three blind mice run");
        await page.ClickAsync("text=Go on with a password");
        await page.WaitForURLAsync("**/account/codes");
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await page.GotoAsync("/tonight");
        (await page.Locator("#who").IsVisibleAsync()).ShouldBeFalse();

        await page.GotoAsync("/account");
        await page.ClickAsync("text=Add a diary for somebody you care for");
        await page.FillAsync("#diary-name", "Dad");
        await page.ClickAsync("text=Add the diary");
        await page.GotoAsync("/account");
        await page.ClickAsync("button:has-text('Open')");
        await page.Locator("#who b:text('Dad')").WaitForAsync();
        await page.GotoAsync("/tonight");
        await page.Locator("#who b:text('Dad')").WaitForAsync();
        await visit.Context.SetOfflineAsync(true);
        await page.GotoAsync("/tonight");
        await page.Locator("#who b:text('Dad')").WaitForAsync();
        await visit.Context.SetOfflineAsync(false);

        await page.GotoAsync("/account");
        await page.ClickAsync("text=Sign out on this device");
        await Night.Until(page, "localStorage.getItem('uncramp.who') === null");
        await page.GotoAsync("/tonight");
        await page.Locator("#who").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await page.ContentAsync()).ShouldNotContain("Dad");
        (await page.EvaluateAsync<JsonElement>("caches.keys().then(async names => (await Promise.all(names.map(async name => (await caches.open(name)).match('/tonight').then(page => page.text())))).join())")).GetString()!.ShouldNotContain("Dad");
    }
}
