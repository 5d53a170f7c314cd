extension HostapdOptionRule {
  static let table: [String: HostapdOptionRule] = {
    var table: [String: HostapdOptionRule] = [:]
    func add(_ name: String, _ level: Level, _ use: Use) {
      table[name] = HostapdOptionRule(
        name: name, level: level, use: use, isNumber: numbers.contains(name), isRepeatable: repeatable.contains(name))
    }
    for name in words(radioOptions) { add(name, .radio, .free) }
    for name in words(accessPointOptions) { add(name, .accessPoint, .free) }
    for (name, key) in typedOptions { add(name, key.hasPrefix("radios") ? .radio : .accessPoint, .typed(key: key)) }
    for name in agentOptions { add(name, .radio, .agent) }
    for (name, key) in secrets { add(name, .accessPoint, .secret(key: key)) }
    for (name, key) in files { add(name, .accessPoint, .file(key: key)) }
    for name in wepOptions { add(name, .accessPoint, .wep) }
    return table
  }()

  private static func words(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }

  private static let typedOptions: [(String, String)] = [
    ("acct_server_addr", "access-points.*.security.radius.accounting"),
    ("acct_server_port", "access-points.*.security.radius.accounting"),
    ("ap_isolate", "access-points.*.client-isolation"),
    ("auth_server_addr", "access-points.*.security.radius.authentication"),
    ("auth_server_port", "access-points.*.security.radius.authentication"),
    ("beacon_int", "radios.*.beacon-interval"),
    ("bridge", "access-points.*.bridge"),
    ("bss", "access-points"),
    ("bssid", "access-points.*.mac-address"),
    ("chanlist", "radios.*.channels"),
    ("channel", "radios.*.channel"),
    ("country_code", "radios.*.country"),
    ("dtim_period", "access-points.*.dtim-period"),
    ("freqlist", "radios.*.channels"),
    ("he_oper_centr_freq_seg0_idx", "radios.*.width"),
    ("he_oper_centr_freq_seg1_idx", "radios.*.width"),
    ("he_oper_chwidth", "radios.*.width"),
    ("hw_mode", "radios.*.band"),
    ("ieee80211ac", "radios.*.standards"),
    ("ieee80211ax", "radios.*.standards"),
    ("ieee80211n", "radios.*.standards"),
    ("ieee80211w", "access-points.*.security.pmf"),
    ("ieee8021x", "access-points.*.security.mode"),
    ("ignore_broadcast_ssid", "access-points.*.hidden"),
    ("interface", "access-points"),
    ("macaddr_acl", "access-points.*.mac-allow"),
    ("max_num_sta", "access-points.*.max-clients"),
    ("op_class", "radios.*.band"),
    ("sae_require_mfp", "access-points.*.security.pmf"),
    ("ssid", "access-points.*.ssid"),
    ("ssid2", "access-points.*.ssid"),
    ("vht_oper_centr_freq_seg0_idx", "radios.*.width"),
    ("vht_oper_centr_freq_seg1_idx", "radios.*.width"),
    ("vht_oper_chwidth", "radios.*.width"),
    ("wpa", "access-points.*.security.mode"),
    ("wpa_key_mgmt", "access-points.*.security.mode"),
  ]

  private static let agentOptions = [
    "ctrl_interface", "ctrl_interface_group", "driver", "start_disabled", "use_driver_iface_addr",
  ]

  private static let secrets: [(String, String?)] =
    [
      ("acct_server_shared_secret", "access-points.*.security.radius.accounting"),
      ("auth_server_shared_secret", "access-points.*.security.radius.authentication"),
      ("sae_password", "access-points.*.security.passphrase-file"),
      ("wpa_passphrase", "access-points.*.security.passphrase-file"),
      ("wpa_psk", "access-points.*.security.psk"),
    ]
    + [
      "ap_pin", "dpp_netaccesskey", "multi_ap_backhaul_wpa_passphrase", "multi_ap_backhaul_wpa_psk",
      "pac_opaque_encr_key", "private_key_passwd", "private_key_passwd2", "r0kh", "r1kh", "radius_das_client",
      "wps_nfc_dev_pw", "wps_nfc_dh_privkey",
    ].map { ($0, nil) }

  private static let files: [(String, String?)] =
    [
      ("accept_mac_file", "access-points.*.mac-allow"),
      ("deny_mac_file", "access-points.*.mac-deny"),
      ("wpa_psk_file", "access-points.*.security.passphrases"),
    ]
    + [
      "ap_settings", "ca_cert", "dh_file", "dump_file", "eap_sim_db", "eap_user_file", "extra_cred", "hs20_icon",
      "ocsp_stapling_response", "ocsp_stapling_response_multi", "private_key", "private_key2",
      "radius_req_attr_sqlite", "radius_server_clients", "server_cert", "server_cert2", "vlan_file",
      "wps_pin_requests",
    ].map { ($0, nil) }

  private static let wepOptions = [
    "wep_default_key", "wep_key0", "wep_key1", "wep_key2", "wep_key3", "wep_key_len_broadcast", "wep_key_len_unicast",
    "wep_rekey_period",
  ]

  private static let repeatable: Set<String> = [
    "airtime_sta_weight", "anqp_elem", "dpp_controller", "fils_realm", "hs20_conn_capab", "hs20_oper_friendly_name",
    "nai_realm", "operator_icon", "osu_friendly_name", "osu_icon", "osu_service_desc", "radius_acct_req_attr",
    "radius_auth_req_attr", "roaming_consortium", "venue_name", "venue_url",
  ]

  /// Numbers that hostapd reads by their leading digits alone.
  private static let numbers = Set(
    words(
      """
      acs_exclude_6ghz_non_psc acs_exclude_dfs acs_num_scans airtime_bss_limit airtime_bss_weight airtime_mode
      airtime_update_interval ap_max_inactivity ap_table_expiration_time ap_table_max_size asra
      assoc_sa_query_max_timeout assoc_sa_query_retry_timeout auth_algs beacon_prot broadcast_deauth
      bss_load_update_period bss_transition chan_util_avg_period disable_11ac disable_11ax disable_11n
      disable_dgaf disable_pmksa_caching disassoc_low_ack eap_reauth_period eap_server eapol_key_index_workaround
      eapol_version edmg_channel enable_edmg esr extended_key_id fragm_threshold ft_over_ds ft_psk_generate_local
      ftm_initiator ftm_responder gas_comeback_delay hs20 ieee80211d ieee80211h internet interworking
      local_pwr_constraint logger_stdout logger_stdout_level logger_syslog logger_syslog_level
      max_listen_interval mbo min_tx_power multicast_to_unicast na_mcast_to_ucast no_probe_resp_if_max_sta
      notify_mgmt_frames obss_interval oce okc owe_ptk_workaround preamble proxy_arp radio_measurements
      radius_acct_interim_interval radius_retry_primary_interval reassociation_deadline require_ht require_vht
      rrm_beacon_report rrm_neighbor_report rsn_preauth rssi_ignore_probe_request rssi_reject_assoc_rssi
      rssi_reject_assoc_timeout rts_threshold sae_anti_clogging_threshold sae_confirm_immediate sae_pwe sae_sync
      send_probe_response skip_inactivity_poll spectrum_mgmt_required stationary_ap tdls_prohibit
      tdls_prohibit_chan_switch time_advertisement track_sta_max_age track_sta_max_num
      uapsd_advertisement_enabled uesa use_sta_nsts utf8_ssid wds_sta wme_enabled wmm_enabled wnm_sleep_mode
      wpa_deny_ptk0_rekey wpa_disable_eapol_key_retries wpa_gmk_rekey wpa_group_rekey wpa_group_update_count
      wpa_pairwise_update_count wpa_psk_radius wpa_ptk_rekey wpa_strict_rekey wps_state
      """))

  private static let radioOptions = """
    acs_chan_bias acs_exclude_6ghz_non_psc acs_exclude_dfs acs_num_scans airtime_mode airtime_update_interval
    ap_table_expiration_time ap_table_max_size basic_rates beacon_rate civic country3 driver_params edmg_channel
    enable_edmg fragm_threshold fst_group_id fst_llt fst_priority he_6ghz_max_ampdu_len_exp he_6ghz_max_mpdu
    he_6ghz_rx_ant_pat he_6ghz_tx_ant_pat he_basic_mcs_nss_set he_bss_color he_bss_color_partial
    he_default_pe_duration he_er_su_disable he_mu_beamformer he_mu_edca_ac_be_aci he_mu_edca_ac_be_acm
    he_mu_edca_ac_be_aifsn he_mu_edca_ac_be_ecwmax he_mu_edca_ac_be_ecwmin he_mu_edca_ac_be_timer
    he_mu_edca_ac_bk_aci he_mu_edca_ac_bk_acm he_mu_edca_ac_bk_aifsn he_mu_edca_ac_bk_ecwmax
    he_mu_edca_ac_bk_ecwmin he_mu_edca_ac_bk_timer he_mu_edca_ac_vi_aci he_mu_edca_ac_vi_acm
    he_mu_edca_ac_vi_aifsn he_mu_edca_ac_vi_ecwmax he_mu_edca_ac_vi_ecwmin he_mu_edca_ac_vi_timer
    he_mu_edca_ac_vo_aci he_mu_edca_ac_vo_acm he_mu_edca_ac_vo_aifsn he_mu_edca_ac_vo_ecwmax
    he_mu_edca_ac_vo_ecwmin he_mu_edca_ac_vo_timer he_mu_edca_qos_info_param_count he_mu_edca_qos_info_q_ack
    he_mu_edca_qos_info_queue_request he_mu_edca_qos_info_txop_request he_rts_threshold
    he_spr_non_srg_obss_pd_max_offset he_spr_sr_control he_spr_srg_bss_colors he_spr_srg_obss_pd_max_offset
    he_spr_srg_obss_pd_min_offset he_spr_srg_partial_bssid he_su_beamformee he_su_beamformer he_twt_required
    he_twt_responder ht_capab ieee80211d ieee80211h lci local_pwr_constraint min_tx_power obss_interval preamble
    require_ht require_vht rssi_ignore_probe_request rssi_reject_assoc_rssi rssi_reject_assoc_timeout
    rts_threshold send_probe_response spectrum_mgmt_required stationary_ap supported_rates track_sta_max_age
    track_sta_max_num tx_queue_data0_aifs tx_queue_data0_burst tx_queue_data0_cwmax tx_queue_data0_cwmin
    tx_queue_data1_aifs tx_queue_data1_burst tx_queue_data1_cwmax tx_queue_data1_cwmin tx_queue_data2_aifs
    tx_queue_data2_burst tx_queue_data2_cwmax tx_queue_data2_cwmin tx_queue_data3_aifs tx_queue_data3_burst
    tx_queue_data3_cwmax tx_queue_data3_cwmin vht_capab wmm_ac_be_acm wmm_ac_be_aifs wmm_ac_be_cwmax
    wmm_ac_be_cwmin wmm_ac_be_txop_limit wmm_ac_bk_acm wmm_ac_bk_aifs wmm_ac_bk_cwmax wmm_ac_bk_cwmin
    wmm_ac_bk_txop_limit wmm_ac_vi_acm wmm_ac_vi_aifs wmm_ac_vi_cwmax wmm_ac_vi_cwmin wmm_ac_vi_txop_limit
    wmm_ac_vo_acm wmm_ac_vo_aifs wmm_ac_vo_cwmax wmm_ac_vo_cwmin wmm_ac_vo_txop_limit
    """

  private static let accessPointOptions = """
    access_network_type acct_server_addr_replace airtime_bss_limit airtime_bss_weight airtime_sta_weight
    anqp_3gpp_cell_net anqp_domain_id anqp_elem anti_clogging_threshold ap_max_inactivity ap_setup_locked asra
    assoc_sa_query_max_timeout assoc_sa_query_retry_timeout assocresp_elements auth_algs
    auth_server_addr_replace beacon_prot broadcast_deauth bss_load_update_period bss_transition
    chan_util_avg_period check_cert_subject check_crl check_crl_strict coloc_intf_reporting config_methods
    crl_reload_interval device_name device_type dhcp_rapid_commit_proxy dhcp_relay_port dhcp_server
    dhcp_server_port disable_11ac disable_11ax disable_11n disable_dgaf disable_pmksa_caching disassoc_low_ack
    domain_name dpp_configurator_connectivity dpp_connector dpp_controller dpp_csign dpp_mud_url dpp_name
    dpp_netaccesskey_expiry dpp_pfs dynamic_vlan eap_authenticator eap_fast_a_id eap_fast_a_id_info
    eap_fast_prov eap_message eap_reauth_period eap_server eap_server_erp eap_sim_aka_result_ind
    eap_sim_db_timeout eap_sim_id eapol_key_index_workaround eapol_version erp_domain erp_send_reauth_start esr
    ext_capa ext_capa_mask extended_key_id fils_cache_id fils_dh_group fils_discovery_max_interval
    fils_discovery_min_interval fils_hlp_wait_time fils_realm fragment_size friendly_name ft_over_ds
    ft_psk_generate_local ft_r0_key_lifetime ftm_initiator ftm_responder gas_address3 gas_comeback_delay
    group_cipher group_mgmt_cipher hessid hs20 hs20_conn_capab hs20_deauth_req_timeout hs20_oper_friendly_name
    hs20_operating_class hs20_release hs20_sim_provisioning_url hs20_t_c_filename hs20_t_c_server_url
    hs20_t_c_timestamp hs20_wan_metrics internet interworking ipaddr_type_availability logger_stdout
    logger_stdout_level logger_syslog logger_syslog_level manufacturer manufacturer_url max_auth_rounds
    max_auth_rounds_short max_listen_interval mbo mbo_cell_data_conn_pref mobility_domain model_description
    model_name model_number model_url multi_ap multi_ap_backhaul_ssid multicast_to_unicast na_mcast_to_ucast
    nai_realm nas_identifier network_auth_type no_auth_if_seen_on no_probe_resp_if_max_sta
    no_probe_resp_if_seen_on notify_mgmt_frames oce ocv okc openssl_ciphers openssl_ecdh_curves operator_icon
    os_version osen osu_friendly_name osu_icon osu_method_list osu_nai osu_nai2 osu_server_uri osu_service_desc
    osu_ssid owe_groups owe_ptk_workaround owe_transition_bssid owe_transition_ifname owe_transition_ssid
    own_ip_addr pac_key_lifetime pac_key_refresh_time pbc_in_m1 pbss peerkey per_sta_vif pmk_r1_push proxy_arp
    pwd_group qos_map_set r1_key_holder r1_max_key_lifetime radio_measurements radius_acct_interim_interval
    radius_acct_req_attr radius_auth_req_attr radius_client_addr radius_client_dev radius_das_port
    radius_das_require_event_timestamp radius_das_require_message_authenticator radius_das_time_window
    radius_request_cui radius_retry_primary_interval radius_server_acct_port radius_server_auth_port
    radius_server_ipv6 reassociation_deadline rkh_neg_timeout rkh_pos_timeout rkh_pull_retries rkh_pull_timeout
    rnr roaming_consortium rrm_beacon_report rrm_neighbor_report rsn_pairwise rsn_preauth rsn_preauth_interfaces
    sae_anti_clogging_threshold sae_confirm_immediate sae_groups sae_pwe sae_sync serial_number server_id
    skip_cred_build skip_inactivity_poll subscr_remediation_method subscr_remediation_url tdls_prohibit
    tdls_prohibit_chan_switch time_advertisement time_zone tls_flags tls_session_lifetime tnc transition_disable
    uapsd_advertisement_enabled uesa unsol_bcast_probe_resp_interval upc upnp_iface use_pae_group_addr
    use_sta_nsts utf8_ssid uuid vendor_elements vendor_vht venue_group venue_name venue_type venue_url
    vlan_bridge vlan_naming vlan_tagged_interface wds_bridge wds_sta wme_enabled wmm_enabled wnm_sleep_mode
    wnm_sleep_mode_no_keys wowlan_triggers wpa_deny_ptk0_rekey wpa_disable_eapol_key_retries wpa_gmk_rekey
    wpa_group_rekey wpa_group_update_count wpa_pairwise wpa_pairwise_update_count wpa_psk_radius wpa_ptk_rekey
    wpa_strict_rekey wps_application_ext wps_cred_add_sae wps_cred_processing wps_independent wps_nfc_dev_pw_id
    wps_nfc_dh_pubkey wps_rf_bands wps_state
    """
}
