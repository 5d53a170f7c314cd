#include "CSignatures.h"

// C23's, which the compiler knows in all languages and warns about; its dependencies are followed like an include's.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define FILES(EACH)                                                                                                    \
  EACH(mwifiex) EACH(moal) EACH(brcmfmac) EACH(ath9k) EACH(ath10k) EACH(ath11k) EACH(mt76) EACH(rtw88) EACH(rtw89)     \
      EACH(rtl8xxxu) EACH(realtek) EACH(aic8800) EACH(iwlwifi) EACH(wcn36xx) EACH(kernel) EACH(hostapd)

static const unsigned char mwifiex[] = {
#embed "../../Specs/signatures/mwifiex.yaml"
};
static const unsigned char moal[] = {
#embed "../../Specs/signatures/moal.yaml"
};
static const unsigned char brcmfmac[] = {
#embed "../../Specs/signatures/brcmfmac.yaml"
};
static const unsigned char ath9k[] = {
#embed "../../Specs/signatures/ath9k.yaml"
};
static const unsigned char ath10k[] = {
#embed "../../Specs/signatures/ath10k.yaml"
};
static const unsigned char ath11k[] = {
#embed "../../Specs/signatures/ath11k.yaml"
};
static const unsigned char mt76[] = {
#embed "../../Specs/signatures/mt76.yaml"
};
static const unsigned char rtw88[] = {
#embed "../../Specs/signatures/rtw88.yaml"
};
static const unsigned char rtw89[] = {
#embed "../../Specs/signatures/rtw89.yaml"
};
static const unsigned char rtl8xxxu[] = {
#embed "../../Specs/signatures/rtl8xxxu.yaml"
};
static const unsigned char realtek[] = {
#embed "../../Specs/signatures/realtek.yaml"
};
static const unsigned char aic8800[] = {
#embed "../../Specs/signatures/aic8800.yaml"
};
static const unsigned char iwlwifi[] = {
#embed "../../Specs/signatures/iwlwifi.yaml"
};
static const unsigned char wcn36xx[] = {
#embed "../../Specs/signatures/wcn36xx.yaml"
};
static const unsigned char kernel[] = {
#embed "../../Specs/signatures/kernel.yaml"
};
static const unsigned char hostapd[] = {
#embed "../../Specs/signatures/hostapd.yaml"
};

#define ENTRY(NAME) {"Specs/signatures/" #NAME ".yaml", NAME, sizeof NAME},

static const struct signature_file files[] = {FILES(ENTRY)};

const struct signature_file *signature_file(size_t position) {
  return position < sizeof files / sizeof *files ? &files[position] : NULL;
}
