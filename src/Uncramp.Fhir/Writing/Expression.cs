namespace Uncramp.Fhir.Writing;

/// <summary>A FHIRPath expression with a name. Later ones use it as <c>%name</c>.</summary>
/// <param name="Name">Letters and digits, as FHIRPath has names.</param>
/// <param name="Title">What it says.</param>
/// <param name="Text">FHIRPath over the answers of the check. Empty where it is not known.</param>
public sealed record Expression(string Name, string Title, string Text);
