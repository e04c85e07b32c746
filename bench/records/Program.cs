using Uncramp.RecordRows;

// Usage: bench/records/run (speed), bench/records/fuzz [HOW-MANY] [SEED]. The first argument names which; folders of records follow.
return args[0] == "fuzz" ? Fuzz.Run(long.Parse(args[1]), int.Parse(args[2]), args[3..]) : Speed.Run(args[1..]);
