using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Permanence.Domain.Records;

namespace Permanence.Api.Pages;

/// <summary>
/// What somebody searched for, as it stands in an address: an id as it is; anything else may be a child's name, and goes where addresses
/// go, into logs and histories, so it is sealed. The same words give the same address on every node of one store: it can be kept and
/// shared.
/// </summary>
/// <param name="store">Which store it is: nobody learns that but from the store itself.</param>
public sealed class SearchWords(string store)
{
    // No id begins so.
    private const char Mark = '~';
    private const int BlockBytes = 16;

    private readonly byte[] sealing = Key(store, "search words");
    private readonly byte[] checking = Key(store, "search words, checked");

    public string Write(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Characters.IsId(text) && text.Any(char.IsAsciiDigit))
            return text;
        var plain = Encoding.UTF8.GetBytes(text);
        var check = CheckOf(plain);
        using var aes = Aes.Create();
        aes.Key = sealing;
        return $"{Mark}{Base64Url.EncodeToString([.. check, .. aes.EncryptCbc(plain, check)])}";
    }

    /// <returns>Null where it was sealed elsewhere, or changed.</returns>
    public string? Read(string? written)
    {
        if (written is not [Mark, .. var text])
            return written;
        if (!Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text) is not { Length: > BlockBytes } bytes)
            return null;
        try
        {
            using var aes = Aes.Create();
            aes.Key = sealing;
            var plain = aes.DecryptCbc(bytes.AsSpan(BlockBytes), bytes.AsSpan(0, BlockBytes));
            return CheckOf(plain).AsSpan().SequenceEqual(bytes.AsSpan(0, BlockBytes)) ? Encoding.UTF8.GetString(plain) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // It is the vector as well: made of the text, so that the same text is the same address.
    private byte[] CheckOf(byte[] plain) => HMACSHA256.HashData(checking, plain)[..BlockBytes];

    private static byte[] Key(string store, string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(store), 32, info: Encoding.UTF8.GetBytes(use));
}
