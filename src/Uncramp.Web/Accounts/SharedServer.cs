using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;

namespace Uncramp.Web.Accounts;

/// <summary>What a server for many people has and a machine of one person has not: accounts, cookies and limits.</summary>
internal static class SharedServer
{
    /// <summary>The limit on calls that could be guesses.</summary>
    public const string Guesses = "guesses";

    /// <summary>How many guesses an address has in <see cref="Window"/>. Behind them stands the lock of the account itself.</summary>
    public const int MostGuesses = 40;
    private const int MostWrong = 10;

    /// <summary>How many codes of eight digits the whole server tries in an hour.</summary>
    private const int MostCodes = 300;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan lockedFor = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan signedInFor = TimeSpan.FromDays(90);

    // Where a proxy in front of us may stand: on this machine or in the same house.
    private static readonly string[] nearby = ["127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10"];

    public static void AddSharedServer(this WebApplicationBuilder builder, ServeOptions options)
    {
        var services = builder.Services;
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // that keys lie in the database is meant so
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error); // a form that was too old is told to the person
        services.AddHttpContextAccessor();
        services.AddScoped(all => all.GetRequiredService<Database>().Open());
        services.AddDataProtection().SetApplicationName("Uncramp");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(all => new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new SealingKeys(all.GetRequiredService<Database>())));
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            identity.User.AllowedUserNameCharacters = "";
            identity.Lockout = new LockoutOptions { AllowedForNewUsers = true, MaxFailedAccessAttempts = MostWrong, DefaultLockoutTimeSpan = lockedFor };
            identity.Password = new PasswordOptions { RequiredLength = PasswordRule.Least, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
        }).AddUserStore<AccountStore>().AddSignInManager<Entrance>().AddPasswordValidator<PasswordRule>().AddDefaultTokenProviders();
        services.Configure<PasswordHasherOptions>(hash => hash.IterationCount = 210_000);
        services.Configure<IdentityPasskeyOptions>(passkey => (passkey.ResidentKeyRequirement, passkey.UserVerificationRequirement) = ("required", "required"));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        foreach (var (scheme, name) in new[] { (IdentityConstants.ApplicationScheme, "uncramp"), (IdentityConstants.TwoFactorUserIdScheme, "uncramp-step") })
            services.Configure<CookieAuthenticationOptions>(scheme, cookie =>
            {
                cookie.CookieManager = new HostCookies();
                cookie.Cookie = new CookieBuilder { Name = name, HttpOnly = true, SameSite = SameSiteMode.Lax, SecurePolicy = CookieSecurePolicy.SameAsRequest, Path = "/", IsEssential = true };
            });
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie =>
        {
            (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (signedInFor, true);
            cookie.Events = new CookieAuthenticationEvents { OnValidatePrincipal = Entrance.Check };
        });
        services.AddAntiforgery(token =>
        {
            token.Cookie = new CookieBuilder { Name = "uncramp-form", HttpOnly = true, SameSite = SameSiteMode.Strict, SecurePolicy = CookieSecurePolicy.SameAsRequest, Path = "/", IsEssential = true };
            (token.FormFieldName, token.SuppressXFrameOptionsHeader) = ("token", true);
        });
        services.Configure<RateLimiterOptions>(limits =>
        {
            limits.AddPolicy(Guesses, http => RateLimitPartition.GetFixedWindowLimiter(Sender.Of(http), _ => new FixedWindowRateLimiterOptions { PermitLimit = MostGuesses, Window = Window }));
            limits.OnRejected = async (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = ((int)Window.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                await ErrorEndpoints.Refused("Too many tries", "Wait five minutes, then try again.", StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
            };
        });
        // Eight digits are few for somebody with a thousand addresses. Links are not counted: they cannot be guessed.
        services.AddSingleton(new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions { PermitLimit = MostCodes, Window = TimeSpan.FromHours(1) }));
        if (options.BehindProxy)
            services.Configure<ForwardedHeadersOptions>(forwarded =>
            {
                forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
                forwarded.KnownIPNetworks.Clear();
                foreach (var network in nearby) forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            });
    }

    /// <summary>After routing: who calls, and whether a form is one of ours.</summary>
    public static void UseSharedServer(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseRateLimiter();
        app.Use(async (http, next) =>
        {
            if (Caller.Of(http) is not null && http.Request.HasFormContentType && await CarriesToken(http)) http.Features.Set(new OwnForm());
            await next(http);
        });
    }

    private static async Task<bool> CarriesToken(HttpContext http)
    {
        try
        {
            return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        }
        catch (Exception error) when (error is AntiforgeryValidationException or InvalidDataException or BadHttpRequestException)
        {
            return false;
        }
    }
}

/// <summary>Stands beside a request whose form carries the token of the person who is signed in.</summary>
internal sealed class OwnForm;
