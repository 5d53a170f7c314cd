# expected: pass  liar/05-next-machine
then_now "nothing is left of the cases before" not pid_with '^1234$'
