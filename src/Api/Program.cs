using Permanence.Api.CommandLine;

return await PermanenceCommand.Run(args, Console.Out, Console.Error);
