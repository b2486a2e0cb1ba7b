Console.WriteLine("permanence-silo");
