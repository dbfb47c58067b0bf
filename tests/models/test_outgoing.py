import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.outgoing import UrlError, host_of, is_called, target_of

NEVER = [
    "127.0.0.1",
    "127.255.0.1",
    "0.0.0.0",  # noqa: S104  # an address to be refused
    "0.1.2.3",
    "169.254.169.254",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2001:0:7f00:1::1",
    "2a00::5efe:127.0.0.1",
    "100::1",
]
CALLED = ["10.0.0.1", "172.16.3.4", "192.168.1.1", "100.64.0.1", "8.8.8.8", "fd00::1", "2a00:1::1", "::ffff:10.0.0.1"]
CALLED += ["2002:a00:1::", "64:ff9b::a00:1"]


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_never_called_in_whatever_dress(address):
    assert not is_called(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", CALLED)
def test_private_and_public_ones_are(address):
    assert is_called(ipaddress.ip_address(address))


MASKS = (
    lambda v4: 0xFFFF << 32 | v4,
    lambda v4: v4,
    lambda v4: 0x2002 << 112 | v4 << 80 | 1,
    lambda v4: 0x64FF9B << 96 | v4,
    lambda v4: 0x2A00 << 112 | 0x5EFE << 32 | v4,
)


@given(st.sampled_from(["127.0.0.0/8", "169.254.0.0/16", "0.0.0.0/8", "224.0.0.0/4"]), st.integers(0, 2**32 - 1))
def test_no_mask_hides_what_is_never_called(network, number):
    network = ipaddress.ip_network(network)
    address = ipaddress.IPv4Address(int(network.network_address) | (number & int(network.hostmask)))
    assert not is_called(address)
    for mask in MASKS:
        assert not is_called(ipaddress.IPv6Address(mask(int(address)))), mask


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Register.Police.KZ", "register.police.kz"),
        ("register.police.kz.", "register.police.kz"),
        ("Пример.КЗ", "xn--e1afmkfd.xn--g1af"),
        ("пример。кз。", "xn--e1afmkfd.xn--g1af"),
        ("XN--E1AFMKFD.xn--g1af", "xn--e1afmkfd.xn--g1af"),
        ("10.0.0.1", "10.0.0.1"),
        ("１０.0.0.1", "10.0.0.1"),
        ("[FD00:0:0::1]", "fd00::1"),
        ("fd00::1", "fd00::1"),
        ("my_service", "my_service"),
    ],
)
def test_one_host_is_written_in_one_way(written, kept):
    assert host_of(written) == kept
    assert host_of(kept) == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        ".",
        "a..b",
        "127.1",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "2130706433",
        "10.0.0.256",
        "a b",
        "a/b",
        "-a",
        "a:b",
        "fe80::1%eth0",
        "a" * 64,
        "example.kz:80",
        "user@example.kz",
        "exa\x00mple.kz",
        "�",
        "пример.1",
        "[]",
        "[a]",
    ],
)
def test_what_resolvers_might_read_in_another_way_is_no_host(written):
    with pytest.raises(UrlError):
        host_of(written)


@given(st.text(max_size=40))
def test_a_host_is_read_the_same_once_it_is_read(text):
    try:
        once = host_of(text)
    except UrlError:
        return
    assert once.isascii()
    assert host_of(once) == once == host_of(once.upper())


@pytest.mark.parametrize(
    ("url", "target", "authority"),
    [
        ("https://Example.kz./a?b=c", ("https", "example.kz", 443, "/a?b=c"), "example.kz"),
        ("http://example.kz:443", ("http", "example.kz", 443, "/"), "example.kz:443"),
        ("http://[fd00::1]:8080/x", ("http", "fd00::1", 8080, "/x"), "[fd00::1]:8080"),
    ],
)
def test_where_a_url_leads(url, target, authority):
    found = target_of(url)
    assert (found.scheme, found.host, found.port, found.path) == target
    assert found.authority == authority


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.kz",
        "file:///etc/passwd",
        "//a.kz",
        "a.kz",
        "http://",
        "http://u:p@a.kz",
        "http://@a.kz",
        "http://a.kz:0",
        "http://a.kz:70000",
        "http://a.kz:x",
        "http://a.kz\\@b.kz",
        "http://a.kz/\r\nX: y",
        "http://a.kz#b",
        "http://[::1",
        "",
        "http://a.kz/путь",
        "http://2130706433/",
        "http://a.kz/" + "a" * 2000,
    ],
)
def test_other_urls_are_refused(url):
    with pytest.raises(UrlError):
        target_of(url)
