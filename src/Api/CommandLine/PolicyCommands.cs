using System.CommandLine;
using Permanence.Grains;

namespace Permanence.Api.CommandLine;

/// <summary><c>policy check</c>, <c>policy coverage</c> and <c>policy schema</c>: for the person who keeps a council's pack.</summary>
internal static class PolicyCommands
{
    public static Command Policy(Option<string?> config)
    {
        var policy = new Command("policy", "Checks the policy packs and says how each of their clauses is served.");
        policy.Add(Check(config));
        policy.Add(Coverage(config));
        policy.Add(Schema(config));
        return policy;
    }

    private static Command Check(Option<string?> config)
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "A config folder, or one council's folder in it: then only its own worked cases are run.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var check = new Command(
            "check",
            "Reads every pack and runs the worked cases beside them. Prints each fault as file:line: message; exit 1 where there is one."
        );
        check.Add(folder);
        var silence = new Option<bool>("--silence")
        {
            Description =
                "Takes away from records in which everything was done in time whatever can be taken away, and says what nobody would miss.",
        };
        var authority = new Option<string?>("--authority") { Description = "With --silence: one council, by its id." };
        check.Add(silence);
        check.Add(authority);
        check.SetAction(parsed =>
        {
            var asked = parsed.GetValue(folder) ?? parsed.GetValue(config);
            var output = parsed.InvocationConfiguration;
            if (ConfigFolder.Find(asked) is { } found && parsed.GetValue(silence))
                return SilenceReport.Run(found, parsed.GetValue(authority), output.Output, output.Error);
            if (ConfigFolder.Find(asked) is { } packs)
                return PolicyCheck.Run(packs, new TimeProviderClock(TimeProvider.System).Today(), output.Output);
            output.Error.WriteLine(ConfigFolder.NotFound(asked));
            return Exit.NotUnderstood;
        });
        return check;
    }

    private static Command Schema(Option<string?> config)
    {
        var schema = new Command(
            "schema",
            "Writes the JSON schemas of a pack's files for editors, and the tables of its pages that list the constructs of the language."
        );
        schema.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration;
            if (ConfigFolder.Find(parsed.GetValue(config)) is { } found)
                return PolicySchemas.Write(found, output.Output);
            output.Error.WriteLine(ConfigFolder.NotFound(parsed.GetValue(config)));
            return Exit.NotUnderstood;
        });
        return schema;
    }

    private static Command Coverage(Option<string?> config)
    {
        var authority = new Argument<string?>("authority")
        {
            Description = "A council's id; every council where none is given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "As JSON, for programs." };
        var coverage = new Command("coverage", "Says of each clause of a council's register how it is served, or why it is not.");
        coverage.Add(authority);
        coverage.Add(json);
        coverage.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration;
            if (ConfigFolder.Find(parsed.GetValue(config)) is { } found)
                return CoverageReport.Run(found, parsed.GetValue(authority), parsed.GetValue(json), output.Output, output.Error);
            output.Error.WriteLine(ConfigFolder.NotFound(parsed.GetValue(config)));
            return Exit.NotUnderstood;
        });
        return coverage;
    }
}
