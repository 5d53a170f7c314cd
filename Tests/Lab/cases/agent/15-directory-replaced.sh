# The spec folder itself is replaced, as some configuration managements do.
access_point_and_client
given "a copy of the folder with another SSID" sh -c 'mkdir /etc/wifi-ap.new; sed s/my_access_point/replaced/ /etc/wifi-ap.d/lobby.yaml >/etc/wifi-ap.new/lobby.yaml'
when "the folder is replaced" sh -c 'mv /etc/wifi-ap.d /etc/wifi-ap.old; mv /etc/wifi-ap.new /etc/wifi-ap.d'
sends_replaced() { card_shows 0 ap.0=active && iw dev uap0 info | grep -qF 'ssid replaced'; }
then_within 60 "the new SSID is on the air" sends_replaced
when "a file in the new folder is edited" story_spec 6 edited_again
sends_edited() { iw dev uap0 info | grep -qF 'ssid edited_again'; }
then_within 60 "that is seen too" sends_edited
when "the client is told the new name" client_seeks edited_again
then_within 60 "the client pings again" client_pings 192.168.0.5
rm -rf /etc/wifi-ap.old
