//! Which addresses may be called.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What an address stands for, as far as calling it is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Reachable over the public network.
    Public,
    /// This machine.
    Loopback,
    /// A private network (RFC 1918, RFC 4193).
    Private,
    /// Never to be called: link-local, shared by a carrier, multicast, reserved, for documentation,
    /// a translation of another address, or the address of a cloud's metadata service.
    Forbidden,
}

/// What an address stands for (IANA's registries of special-purpose addresses, 2025).
///
/// An IPv6 address that carries an IPv4 address (mapped, compatible, 6to4, NAT64, Teredo) is
/// forbidden, but for 6to4 and NAT64 of a public one: on such a network these are how public
/// addresses are reached.
#[must_use]
pub fn kind(address: IpAddr) -> Kind {
    match address {
        IpAddr::V4(v4) => kind_v4(v4),
        IpAddr::V6(v6) => kind_v6(v6),
    }
}

fn kind_v4(address: Ipv4Addr) -> Kind {
    match address.octets() {
        [127, ..] => Kind::Loopback,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Kind::Private,
        // "This network", carriers' shared addresses, link-local with most clouds' metadata,
        // multicast and beyond.
        [0, ..] | [100, 64..=127, ..] | [169, 254, ..] | [224..=255, ..] => Kind::Forbidden,
        // Protocol assignments, documentation, 6to4 relays, benchmarks.
        [192, 0, 0 | 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => Kind::Forbidden,
        [192, 88, 99, _] | [198, 18 | 19, ..] => Kind::Forbidden,
        // A cloud's metadata and platform service at a public address.
        [168, 63, 129, 16] => Kind::Forbidden,
        _ => Kind::Public,
    }
}

fn kind_v6(address: Ipv6Addr) -> Kind {
    let carried = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        match kind_v4(Ipv4Addr::new(a, b, c, d)) {
            Kind::Public => Kind::Public,
            _ => Kind::Forbidden,
        }
    };
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 1] => Kind::Loopback,
        // The metadata service of a cloud, inside the private range.
        [0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x0254] => Kind::Forbidden,
        [0xfc00..=0xfdff, ..] => Kind::Private,
        [0x0064, 0xff9b, 0, 0, 0, 0, high, low] => carried(high, low),
        [0x2002, high, low, ..] => carried(high, low),
        // Protocol assignments (Teredo among them), documentation.
        [0x2001, 0..=0x01ff, ..] | [0x2001, 0x0db8, ..] => Kind::Forbidden,
        [0x3fff, 0..=0x0fff, ..] => Kind::Forbidden,
        // Global unicast; whatever is outside of it is not for calling.
        [0x2000..=0x3fff, ..] => Kind::Public,
        _ => Kind::Forbidden,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kind_of(text: &str) -> Kind {
        kind(text.parse().unwrap())
    }

    #[test]
    fn the_table_of_addresses() {
        for public in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "168.63.129.15",
            "2606:4700::1111",
            "2a00:1450::1",
            "2001:200::1",
            "2001:4860:4860::8888",
            "64:ff9b::808:808",
            "2002:808:808::1",
        ] {
            assert_eq!(kind_of(public), Kind::Public, "{public}");
        }
        for loopback in ["127.0.0.1", "127.255.255.254", "::1"] {
            assert_eq!(kind_of(loopback), Kind::Loopback, "{loopback}");
        }
        for private in
            ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12:3456::1"]
        {
            assert_eq!(kind_of(private), Kind::Private, "{private}");
        }
        for forbidden in [
            // This network, broadcast, multicast, reserved.
            "0.0.0.0",
            "0.1.2.3",
            "255.255.255.255",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            // Link-local and metadata: AWS, GCP, Azure, Oracle, Alibaba, AWS over IPv6.
            "169.254.0.1",
            "169.254.169.254",
            "168.63.129.16",
            "192.0.0.192",
            "100.100.100.200",
            "fd00:ec2::254",
            "fe80::1",
            "febf::1",
            "fec0::1",
            // Carriers' shared addresses.
            "100.64.0.1",
            "100.127.255.255",
            // Documentation and benchmarks.
            "192.0.2.1",
            "198.51.100.1",
            "203.0.113.1",
            "198.18.0.1",
            "198.19.255.255",
            "2001:db8::1",
            "3fff::1",
            "192.88.99.1",
            // Of IPv6: unspecified, multicast, discard, outside of global unicast.
            "::",
            "ff02::1",
            "100::1",
            "5f00::1",
            "4000::1",
            "1fff::1",
            // Carrying an IPv4 address: mapped (even a public one), compatible, NAT64 and 6to4 of
            // what is not public, local NAT64, Teredo.
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "::8.8.8.8",
            "64:ff9b::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b::169.254.169.254",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "2002:a9fe:a9fe::1",
            "2001::1",
            "2001:0:808:808::1",
        ] {
            assert_eq!(kind_of(forbidden), Kind::Forbidden, "{forbidden}");
        }
    }

    proptest! {
        /// The standard library's own words for IPv4 agree.
        #[test]
        fn nothing_special_is_public(bits in any::<u32>()) {
            let address = Ipv4Addr::from_bits(bits);
            let special = address.is_loopback() || address.is_private() || address.is_link_local()
                || address.is_multicast() || address.is_broadcast() || address.is_documentation()
                || address.is_unspecified();
            if special {
                prop_assert_ne!(kind(address.into()), Kind::Public);
            }
            prop_assert_eq!(kind(address.into()) == Kind::Loopback, address.is_loopback());
            prop_assert_eq!(kind(address.into()) == Kind::Private, address.is_private());
            // However it is wrapped, what is not public does not become so.
            for wrapped in [
                address.to_ipv6_mapped(),
                address.to_ipv6_compatible(),
                Ipv6Addr::from_bits(0x0064_ff9b << 96 | u128::from(bits)),
                Ipv6Addr::from_bits(0x2002 << 112 | u128::from(bits) << 80),
            ] {
                if kind(address.into()) != Kind::Public {
                    prop_assert_ne!(kind(wrapped.into()), Kind::Public, "{}", wrapped);
                }
            }
        }
    }
}
