# expected: fail  liar/06-no-such-word
# expected: (given a word that the vocabulary lacks)
given "a word that the vocabulary lacks" no_such_word
