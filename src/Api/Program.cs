Console.WriteLine("permanence");
