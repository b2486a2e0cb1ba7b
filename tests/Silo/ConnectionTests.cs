using Npgsql;

namespace Permanence.Silo.Tests;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData("Host=db;Database=permanence", 12)]
    [InlineData("Host=db;Database=permanence;Maximum Pool Size=7", 7)]
    [InlineData("Host=db;Database=permanence;MaxPoolSize=8", 8)]
    public void A_node_takes_no_more_connections_than_its_share_unless_told_otherwise(string given, int most) =>
        Assert.Equal(
            most,
            new NpgsqlConnectionStringBuilder(SiloHosting.Prepared(new ClusterSettings { ConnectionString = given }, 12)).MaxPoolSize
        );

    [Fact]
    public void A_cluster_without_a_database_says_which_setting_is_missing() =>
        Assert.Contains(
            "PERMANENCE__CONNECTIONSTRING",
            Assert.Throws<InvalidOperationException>(() => SiloHosting.Prepared(new ClusterSettings(), 12)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=db;Bogus=1;Password=s3cret")]
    [InlineData("Host=db;Port=abc;Password=s3cret")]
    [InlineData("Host=db;Port=99999999999;Password=s3cret")]
    [InlineData("Port=5432;Password=s3cret")]
    public void An_address_of_a_database_that_cannot_be_read_is_a_sentence_that_says_how_and_keeps_the_password(string given)
    {
        var said = Assert
            .Throws<InvalidOperationException>(() => SiloHosting.Prepared(new ClusterSettings { ConnectionString = given }, 12))
            .Message;

        Assert.StartsWith("PERMANENCE__CONNECTIONSTRING cannot be read: write it as Host=", said, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", said, StringComparison.Ordinal);
    }
}
