# expected: pass  liar/03-true
given "a process that is left over" start sleeper sleep 1234
then_hold 1 "it runs" is_running sleeper
then_never 1 "it speaks" log_of sleeper hello
