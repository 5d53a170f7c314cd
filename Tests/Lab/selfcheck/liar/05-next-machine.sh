# expected: pass  liar/05-next-machine
then_now "nothing is left of the cases before" sh -c '! pgrep -f "sleep 1234"'
