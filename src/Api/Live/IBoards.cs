using Permanence.Domain.Boards;
using Permanence.Grains.Agencies;

namespace Permanence.Api.Live;

/// <summary>Today's boards as this web node knows them: what pages, fragments, counts and programs are answered from.</summary>
public interface IBoards
{
    /// <summary>A council's board now.</summary>
    Task<Board> Read(string authority, CancellationToken cancelled);

    /// <summary>An agency's board now: the children of its councils whom it may see.</summary>
    Task<AgencyBoard> ReadAgency(string agency, CancellationToken cancelled);

    /// <summary>Whether this node hears a council's board, and as of when it last knew it to be right.</summary>
    BoardStanding Standing(string authority);
}

/// <summary>Whether this node hears a board, and when it last did; null where it never has.</summary>
public sealed record BoardStanding(bool Connected, NodaTime.Instant? LastHeard);
