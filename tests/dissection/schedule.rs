//! The key schedules against published values and against OpenSSL.

use std::process::Command;

use wirewalk::recording::Side;
use wirewalk::schedule::tls13::Early;
use wirewalk::schedule::{Age, Block, MacHash, Prf};
use wirewalk::schedule::{Cipher, Hash, Suite, finished, next_traffic_secret, tls12, traffic_keys};
use wirewalk::schedule::{derive_secret, expand_label};
use wirewalk_testing::outside;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).expect("digits")).collect()
}

// RFC 8448 §3, "Simple 1-RTT Handshake".
const SHARED: &str = "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d";
const HASH_TO_SERVER_HELLO: &str = "860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8";
const HASH_TO_SERVER_FINISHED: &str = "9608102a0f1ccc6db6250b7b7e417b1a000eaada3daae4777a7686c9ff83df13";
const HASH_TO_CLIENT_FINISHED: &str = "209145a96ee8e2a122ff810047cc952684658d6049e86429426db87c54ad143d";

#[test]
fn the_schedule_gives_every_secret_of_rfc_8448() {
    let early = Early::new(Hash::Sha256, None);
    assert_eq!(hex(&early.secret), "33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a");
    assert_eq!(hex(&early.derived), "6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba");
    let handshake = early.handshake(Some(&unhex(SHARED)), &unhex(HASH_TO_SERVER_HELLO));
    assert_eq!(hex(&handshake.secret), "1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac");
    assert_eq!(hex(&handshake.client), "b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21");
    assert_eq!(hex(&handshake.server), "b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38");
    assert_eq!(hex(&handshake.derived), "43de77e0c77713859a944db9db2590b53190a65b3ee2e4f12dd7a0bb7ce254b4");
    let application = handshake.application(&unhex(HASH_TO_SERVER_FINISHED));
    assert_eq!(hex(&application.secret), "18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919");
    assert_eq!(hex(&application.client), "9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5");
    assert_eq!(hex(&application.server), "a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643");
    assert_eq!(hex(&application.exporter), "fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf50");
    let resumption = application.resumption(&unhex(HASH_TO_CLIENT_FINISHED));
    assert_eq!(hex(&resumption), "7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec196c");
}

#[test]
fn the_schedule_gives_every_key_and_finished_of_rfc_8448() {
    let suite = Suite::of(0x1301).expect("TLS_AES_128_GCM_SHA256");
    let handshake = Early::new(suite.hash, None).handshake(Some(&unhex(SHARED)), &unhex(HASH_TO_SERVER_HELLO));
    let application = handshake.application(&unhex(HASH_TO_SERVER_FINISHED));
    let keys = [
        (&handshake.server, "3fce516009c21727d0f2e4e86ee403bc", "5d313eb2671276ee13000b30"),
        (&handshake.client, "dbfaa693d1762c5b666af5d950258d01", "5bd3c71b836e0b76bb73265f"),
        (&application.server, "9f02283b6c9c07efc26bb9f2ac92e356", "cf782b88dd83549aadf1e984"),
        (&application.client, "17422dda596ed5d9acd890e3c63f5051", "5b78923dee08579033e523d9"),
    ];
    for (secret, key, iv) in keys {
        let keys = traffic_keys(&suite, secret);
        assert_eq!((hex(&keys.key).as_str(), hex(&keys.iv).as_str()), (key, iv));
    }
    let client = finished(suite.hash, &handshake.client, &unhex(HASH_TO_SERVER_FINISHED));
    assert_eq!(hex(&client), "a8ec436d677634ae525ac1fcebe11a039ec17694fac6e98527b642f2edd5ce61");
}

/// RFC 8448 §4, "Resumed 0-RTT Handshake": the ticket of §3 comes back as a pre-shared key.
#[test]
fn the_schedule_gives_the_binder_of_rfc_8448() {
    let resumption = unhex("7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec196c");
    let psk = expand_label(Hash::Sha256, &resumption, "resumption", &[0, 0], 32);
    assert_eq!(hex(&psk), "4ecd0eb6ec3b4d87f5d6028f922ca4c5851a277fd41311c9e62d2c9492e1c4f3");
    let early = Early::new(Hash::Sha256, Some(&psk));
    assert_eq!(hex(&early.secret), "9b2188e9b2fc6d64d71dc329900e20bb41915000f678aa839cbb797cb7d8332c");
    let binder_key = early.binder_key(true);
    assert_eq!(hex(&binder_key), "69fe131a3bbad5d63c64eebcc30e395b9d8107726a13d074e389dbc8a4e47256");
    let truncated = unhex("63224b2e4573f2d3454ca84b9d009a04f6be9e05711a8396473aefa01e924a14");
    let binder = finished(Hash::Sha256, &binder_key, &truncated);
    assert_eq!(hex(&binder), "3add4fb2d8fdf822a0ca3cf7678ef5e88dae990141c5924d57bb6fa31b9e5f9d");
}

/// The PRF's vector from the TLS working group's list (message 03416, 2009-05): RFC 5246 has none of its own.
#[test]
fn the_prf_gives_the_working_groups_vector() {
    let (secret, seed) = (unhex("9bbe436ba940f017b17652849a71db35"), unhex("a0ba9f936cda311827a6f796ffd5198c"));
    let expected = "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a\
                    6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab\
                    4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701\
                    87347b66";
    assert_eq!(hex(&Prf::Of(Hash::Sha256).bytes(&secret, "test label", &[&seed], 100)), expected);
}

#[test]
fn openssl_computes_the_same_with_either_hash() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let kdf = |args: &[String]| {
        let output = Command::new(&openssl).arg("kdf").args(args).output().expect("openssl runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().replace(':', "").to_lowercase()
    };
    let option = |name: &str, value: &str| ["-kdfopt".to_owned(), format!("{name}:{value}")];
    let secret: Vec<u8> = (0..48).collect();
    let (client, server) = ([0xc1; 32], [0x5e; 32]);
    let master = |prf: Prf, digest: &str| {
        let seed = [b"master secret".as_slice(), &client, &server].concat();
        let options = [option("digest", digest), option("hexsecret", &hex(&secret)), option("hexseed", &hex(&seed))];
        let args =
            [&["-keylen".to_owned(), "48".to_owned()], options.as_flattened(), &["TLS1-PRF".to_owned()]].concat();
        assert_eq!(hex(&tls12::master_secret(prf, &secret, &client, &server)), kdf(&args), "{digest}");
    };
    master(Prf::Md5Sha1, "MD5-SHA1");
    for (hash, digest) in [(Hash::Sha256, "SHA256"), (Hash::Sha384, "SHA384")] {
        master(Prf::Of(hash), digest);
        let info = wirewalk::schedule::hkdf_label("c hs traffic", &hash.digest(b"x"), hash.size() as u16);
        let options = [
            option("digest", digest),
            option("mode", "EXPAND_ONLY"),
            option("hexkey", &hex(&secret)),
            option("hexinfo", &hex(&info)),
        ];
        let len = ["-keylen".to_owned(), hash.size().to_string()];
        let args = [&len, options.as_flattened(), &["HKDF".to_owned()]].concat();
        assert_eq!(hex(&derive_secret(hash, &secret, "c hs traffic", &hash.digest(b"x"))), kdf(&args));
    }
}

#[test]
fn a_key_block_falls_into_its_parts_in_order() {
    let master: Vec<u8> = (0..48).collect();
    for (number, mac, key, iv) in [(0xc014, 20, 32, 0), (0xc027, 32, 16, 0), (0xc030, 0, 32, 4), (0xcca8, 0, 32, 12)] {
        let suite = Suite::of(number).expect("a suite of TLS 1.2");
        let block = tls12::key_block(&suite, &master, &[1; 32], &[2; 32]);
        let [client, server] = [Side::Client, Side::Server].map(|side| block.keys(side));
        assert_eq!([client.mac.len(), client.key.len(), client.iv.len()], [mac, key, iv]);
        let parts = [client.mac, server.mac, client.key, server.key, client.iv, server.iv].concat();
        assert_eq!(parts, block.bytes());
        assert_ne!(client.key, server.key);
    }
}

#[test]
fn suites_say_what_they_need() {
    let cbc = Suite::of(0x002f).expect("TLS_RSA_WITH_AES_128_CBC_SHA");
    assert_eq!(
        (cbc.cipher, cbc.mac(), cbc.explicit_len()),
        (Cipher::Cbc(Block::Aes128, MacHash::Sha1), Some(MacHash::Sha1), 16)
    );
    let gcm = Suite::of(0xc030).expect("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
    assert_eq!((gcm.hash, gcm.explicit_len(), gcm.tag_len(), gcm.is_tls13()), (Hash::Sha384, 8, 16, false));
    assert!(Suite::of(0x0a0a).is_none());
}

#[test]
fn a_version_decides_where_the_iv_is_and_which_suites_there_are() {
    let iv =
        |number, version| Suite::agreed(number, version).map(|suite| (suite.age, suite.iv_len(), suite.explicit_len()));
    let [aes, triple_des] = [0x002f, 0x000a];
    assert_eq!(iv(aes, 0x0300), Some((Age::Ssl30, 16, 0)));
    assert_eq!(iv(aes, 0x0301), Some((Age::Tls10, 16, 0)));
    assert_eq!(iv(triple_des, 0x0301), Some((Age::Tls10, 8, 0)));
    assert_eq!(iv(triple_des, 0x0302), Some((Age::Tls11, 0, 8)));
    assert_eq!(iv(aes, 0x0303), Some((Age::Tls12, 0, 16)));
    assert_eq!(iv(0x0005, 0x0301), Some((Age::Tls10, 0, 0)), "RC4 has none");
    assert_eq!([iv(0xc02f, 0x0302), iv(0x1301, 0x0303), iv(aes, 0x0304)], [None; 3], "not in that version");
    // For export, DES, RC2, IDEA, SEED.
    for number in [0x0003, 0x0006, 0x0008, 0x0009, 0x0007, 0x0096, 0x0017] {
        assert_eq!(Suite::of(number), None, "{number:#06x}");
    }
}

/// RFC 2246 section 5 has no vector: this one is computed with Python's hmac, half of the secret each, added bit by bit. An odd length shares its
/// middle byte.
#[test]
fn the_prf_of_tls_1_0_shares_the_middle_byte() {
    let one = Prf::Md5Sha1.bytes(b"abc", "l", &[b"s"], 20);
    assert_eq!(hex(&one), "b4ca2b26f54c7688bd2a87c489ef587a5914f589");
}

#[test]
fn secrets_of_any_length_do_no_harm() {
    let suite = Suite::of(0x1302).expect("TLS_AES_256_GCM_SHA384");
    for len in [0, 1, 47, 48, 1000] {
        let secret = vec![7; len];
        assert_eq!(traffic_keys(&suite, &secret).key.len(), 32);
        assert_eq!(next_traffic_secret(suite.hash, &secret).len(), 48);
        assert_eq!(expand_label(suite.hash, &secret, "key", &secret, u16::MAX).len(), 255 * 48);
    }
}
