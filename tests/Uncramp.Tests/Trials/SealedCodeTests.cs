using Uncramp.Trials;

namespace Uncramp.Tests;

public sealed class SealedCodeTests
{
    [Fact]
    public void A_code_is_read_however_it_is_typed()
    {
        var code = SealedCode.Of([.. Enumerable.Range(20, 16).Select(i => (byte)(i * 7))]);
        code.ShouldMatch("^[A-Z0-9]{4}(-[A-Z0-9]{4}){3}$");
        SealedCode.Parse($" {code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)} ").ShouldBe(code);
        SealedCode.Parse("OIL0-1111-2222-3333").ShouldBe("0110-1111-2222-3333");
        SealedCode.Seed(code).Length.ShouldBe(64);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABCD-EFGH-JKMN")]
    [InlineData("ABCD-EFGH-JKMN-PQRU")]
    public void What_is_no_code_is_refused(string? typed) => SealedCode.Parse(typed).ShouldBeNull();
}
