using Microsoft.Data.Sqlite;

namespace Permanence.Silo.Stores;

/// <summary>
/// The folder that holds the embedded store. One process at a time: the lock is the operating system's, so it goes when the process
/// does, however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    public const string StoreName = "permanence.db";

    private readonly FileStream held;

    private DataFolder(string folder, FileStream held) => (Folder, this.held) = (folder, held);

    public string Folder { get; }

    /// <summary>Makes no file: one that is gone under a running program is a fault, and not an empty store.</summary>
    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = File, Mode = SqliteOpenMode.ReadWrite }.ToString();

    public string File => Path.Combine(Folder, StoreName);

    /// <summary>
    /// Whether there was a store in this folder before: one that is gone since is a fault, and not an empty platform.
    /// </summary>
    public bool HadStore
    {
        get => held.Length > 0;
        internal set
        {
            held.SetLength(0);
            if (value)
                held.Write("A store was made in this folder.\n"u8);
            held.Flush();
        }
    }

    /// <exception cref="DataFolderInUseException">Another process works with it.</exception>
    /// <exception cref="SchemaException">It cannot be made or written to; the message is for people.</exception>
    public static DataFolder Claim(string folder)
    {
        var full = Path.GetFullPath(folder);
        try
        {
            OwnersOnly.MakeFolder(full);
            return new DataFolder(
                full,
                new FileStream(Path.Combine(full, "in-use.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new SchemaException(
                $"The data folder {full} cannot be written to: give this program's user the right to, or give another folder with --data.",
                fault
            );
        }
        catch (IOException fault) when (!System.IO.File.Exists(Path.Combine(full, "in-use.lock")))
        {
            throw new SchemaException($"The data folder {full} cannot be used: {fault.Message}", fault);
        }
        catch (IOException fault)
        {
            throw new DataFolderInUseException(
                $"The data folder {full} is in use by another process: stop that one, or give another folder with --data.",
                fault
            );
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
