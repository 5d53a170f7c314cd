# bound: 3
# expected: fail  liar/02-slow
# expected: (took longer than its bound of 3 s, at: then what never comes (within 60 s))
then_within 60 "what never comes" false
