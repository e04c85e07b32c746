namespace Uncramp.Web.Accounts;

/// <summary>What a browser says it is, in a few words by which a person knows it again.</summary>
internal static class DeviceName
{
    // Order matters: most browsers also claim to be the ones below them.
    private static readonly (string Sign, string Name)[] browsers = [("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("SamsungBrowser/", "Samsung Internet"), ("Edg", "Edge"), ("OPR/", "Opera"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    private static readonly (string Sign, string Name)[] systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")];

    public static string Of(string agent) => (Find(browsers, agent), Find(systems, agent)) switch
    {
        ({ } browser, { } system) => $"{browser} on {system}",
        ({ } browser, null) => browser,
        (null, { } system) => $"A browser on {system}",
        _ => "A device",
    };

    private static string? Find((string Sign, string Name)[] signs, string agent) => signs.FirstOrDefault(sign => agent.Contains(sign.Sign, StringComparison.Ordinal)).Name;
}
