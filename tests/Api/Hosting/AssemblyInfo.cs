[assembly: Xunit.AssemblyFixture(typeof(Permanence.Api.Tests.Hosting.Platform))]
