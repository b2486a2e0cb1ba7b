using Microsoft.Data.Sqlite;

namespace Permanence.Silo.Stores;

/// <summary>
/// The folder that holds the embedded store. One process at a time: the lock is the operating system's, so it goes when the process
/// does, however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string folder, FileStream held) => (Folder, this.held) = (folder, held);

    public string Folder { get; }

    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, "permanence.db") }.ToString();

    /// <exception cref="DataFolderInUseException">Another process works with it.</exception>
    public static DataFolder Claim(string folder)
    {
        var full = Path.GetFullPath(folder);
        Directory.CreateDirectory(full);
        try
        {
            return new DataFolder(full, new FileStream(Path.Combine(full, "in-use.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault)
        {
            throw new DataFolderInUseException($"The data folder {full} is in use by another process: stop that one, or give another folder with --data.", fault);
        }
    }

    public void Dispose()
    {
        // Pooled connections would keep the store open, and its write-ahead log beside it, for as long as the process lives.
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        held.Dispose();
    }
}

public sealed class DataFolderInUseException(string message, Exception innerException) : Exception(message, innerException);
