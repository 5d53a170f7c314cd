import CLibNL

/// The number of an attribute: the headers declare them as many enumerations, and as plain integers where those have no name.
protocol AttributeCode {
  /// The number, without the flags that share its 16 bits.
  var code: UInt16 { get }
}

extension AttributeCode where Self: RawRepresentable<UInt32> {
  var code: UInt16 { UInt16(truncatingIfNeeded: rawValue) }
}

extension Int: AttributeCode {
  var code: UInt16 { UInt16(truncatingIfNeeded: self) }
}

extension nl80211_attrs: AttributeCode {}
extension nl80211_band_attr: AttributeCode {}
extension nl80211_band_iftype_attr: AttributeCode {}
extension nl80211_frequency_attr: AttributeCode {}
extension nl80211_if_combination_attrs: AttributeCode {}
extension nl80211_iface_limit_attrs: AttributeCode {}
extension nl80211_iftype: AttributeCode {}
extension nl80211_iftype_akm_attributes: AttributeCode {}
extension nl80211_sta_info: AttributeCode {}
extension nlmsgerr_attrs: AttributeCode {}
