# A passphrase is replaced with an overlap: nobody of two is dropped, until the old one goes, and then only who still has it.
# bound: 240
two_access_points_and_clients
CLIENT=two
given "the second client moves to the first access point" client_seeks staff
then_within 60 "it joins" client_joins
clients_are_watched
when "a passphrase is added" edit '/staff/{n;s/passphrases: {/&next: {passphrase: the one of autumn}, /}'
it_took "reload-passphrases ap0"
then_hold 2 "nobody was dropped" nobody_was_dropped
given "the second client learns it" sed -i 's/psk=.*/psk="the one of autumn"/' $WORK/two/conf
when "it joins anew" client_leaves
then_within 60 "with the new one" client_joins
clients_are_watched
when "the old one goes" edit '/staff/{n;s/, now: {[^}]*}//}'
then_within 30 "who still has it is dropped" client_was_dropped one
then_hold 2 "the other is not" client_was_not_dropped two
then_now "hostapd is the same" not hostapd_is_another_than "$served"
