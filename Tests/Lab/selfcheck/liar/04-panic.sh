# expected: fail  liar/04-panic
# expected: (the machine died; see
when "the kernel panics" sh -c 'echo c >/proc/sysrq-trigger'
