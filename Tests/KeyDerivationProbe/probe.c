// Shows which passphrases hostapd really read: it derives a key from each, and calls this instead of OpenSSL.
//
// Each call appends a record to the file that KEY_DERIVATIONS names: the lengths of SSID and passphrase, a byte each, then
// both. The key is the call's number, so that what hostapd says of a key tells the call. It also saves the 2 ms that a
// true derivation takes.

#include "KeyDerivationProbe.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int PKCS5_PBKDF2_HMAC_SHA1(const char *pass, int passlen, const unsigned char *salt, int saltlen, int iter,
                           int keylen, unsigned char *out) {
  static int file = -1;
  static unsigned calls;
  const char *path = getenv("KEY_DERIVATIONS");
  unsigned char record[512];
  // WPA: 4096 iterations, 256 bits (IEEE 802.11, annex J.4). Anything else is not what this stands in for.
  if (!path || iter != 4096 || keylen != 32 || passlen < 0 || passlen > 255 || saltlen < 0 || saltlen > 255) return 0;
  if (file < 0) file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  record[0] = (unsigned char)saltlen;
  record[1] = (unsigned char)passlen;
  memcpy(record + 2, salt, (size_t)saltlen);
  memcpy(record + 2 + saltlen, pass, (size_t)passlen);
  if (write(file, record, (size_t)(2 + saltlen + passlen)) != 2 + saltlen + passlen) return 0;
  calls++;
  memset(out, 0, (size_t)keylen);
  for (int i = 0; i < 4; i++) out[keylen - 1 - i] = (unsigned char)(calls >> (8 * i));
  return 1;
}
