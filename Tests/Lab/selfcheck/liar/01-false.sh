# expected: fail  liar/01-false
# expected: (then a lie)
given "something true" true
then_now "a lie" false
