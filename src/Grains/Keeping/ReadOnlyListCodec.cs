using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace Permanence.Grains.Keeping;

/// <summary>
/// Lists as the compiler makes them from <c>[…]</c> for an <see cref="IReadOnlyList{T}"/> travel as arrays. Without this, a call that
/// passes such a list fails as it is sent, because nothing knows its compiler-made type.
/// </summary>
internal sealed class ReadOnlyListCodec(ICodecProvider codecs) : IGeneralizedCodec
{
    private static readonly ConcurrentDictionary<Type, Func<object, object>> ToArray = new();

    public static bool IsReadOnlyListOfRecords(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), false) && ElementOf(type) is not null;

    public bool IsSupportedType(Type type) => IsReadOnlyListOfRecords(type);

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, object? value)
        where TBufferWriter : System.Buffers.IBufferWriter<byte>
    {
        if (value is null)
        {
            ReferenceCodec.WriteNullReference(ref writer, fieldIdDelta);
            return;
        }

        var array = ToArray.GetOrAdd(value.GetType(), Copying)(value);
        codecs.GetCodec(array.GetType()).WriteField(ref writer, fieldIdDelta, expectedType!, array);
    }

    public object? ReadValue<TInput>(ref Reader<TInput> reader, Field field) =>
        throw new NotSupportedException("Such a list is written as an array, so it is never read as itself.");

    private static Type? ElementOf(Type type) =>
        type.GetInterfaces()
            .FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            ?.GetGenericArguments()[0];

    private static Func<object, object> Copying(Type type)
    {
        var copy = typeof(ReadOnlyListCodec)
            .GetMethod(nameof(Copy), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(ElementOf(type)!);
        return copy.CreateDelegate<Func<object, object>>();
    }

    private static object Copy<T>(object list) => ((IReadOnlyList<T>)list).ToArray();
}
