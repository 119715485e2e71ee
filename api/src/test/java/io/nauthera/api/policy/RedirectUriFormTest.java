package io.nauthera.api.policy;

import static io.nauthera.api.policy.Fixtures.faults;
import static io.nauthera.api.policy.Fixtures.leavingTo;
import static io.nauthera.api.policy.Fixtures.loopback;
import static io.nauthera.api.policy.Fixtures.policy;
import static io.nauthera.api.policy.Fixtures.redirecting;
import static io.nauthera.api.policy.Fixtures.schemes;
import static io.nauthera.api.policy.Fixtures.wildcards;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.RedirectUri;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriFormTest {
  /** Whatever a policy can loosen is loosened: the form stays as it is. */
  private static final Policy LAX =
      wildcards(
          loopback(
              schemes(
                  policy("lax"),
                  "https",
                  "http",
                  "com.example.app",
                  "javascript",
                  "data",
                  "blob",
                  "vbscript",
                  "file",
                  "about"),
              true),
          true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example.com",
        "https://shop.example.com/",
        "https://shop.example.com/callback",
        "https://shop.example.com/a/b?next=%2Dx",
        "https://shop.example.com/?x=y",
        "https://shop.example.com/cb?",
        "https://shop.example.com/cb?states=x&xcode=y&scope=z&error_uri=w&state.x=v",
        "https://shop.example.com/cb?x=state&y=code=1",
        "https://shop.example.com:8443/cb",
        "https://shop.example.com:1/cb",
        "https://shop.example.com:65535/cb",
        "https://shop.example.com:80/cb",
        "http://shop.example.com:443/cb",
        "https://shop.example.com/Call/Back?Next=X",
        "https://shop/cb",
        "https://xn--bcher-kva.example/cb",
        "https://a-b--c.example.com/cb",
        "https://192.0.2.1/cb",
        "https://255.255.255.255/cb",
        "https://1.example/cb",
        "https://127.example/cb",
        "https://0x7f.example/cb",
        "https://[2001:db8::1]/cb",
        "https://[2001:db8::1]:8443/cb",
        "https://[::]/cb",
        "https://[1:0:0:2::3]/cb",
        "https://[1:2:3:4:5:6:0:8]/cb",
        "http://127.0.0.1:49152/cb",
        "http://[::1]:49152/cb",
        "https://shop.example.com/b%C3%BCcher",
        "https://shop.example.com/b%c3%bccher",
        "https://shop.example.com/%E2%9C%93?q=%F0%9F%98%80",
        "https://shop.example.com/a%3Fb%23c%5B%5D%40",
        "https://shop.example.com/..x/...//x..",
        "https://shop.example.com/a;b=c",
        "https://shop.example.com/cb?u=https://x.example/../y",
        "https://shop.example.com/cb?a@b",
        "https://shop.example.com/a@b",
        "https://shop.example.com/!$&'()+,;=:@",
        "com.example.app:/callback",
        "com.example.app:callback",
        "com.example.app:/",
        "com.example.app:/Callback?x=y",
        "com.example.app://callback",
        "com.example.app://callback:443",
        "com.example.app://callback/done",
      })
  void form_normal_accepted(String uri) {
    assertThat(RedirectUri.parse(uri.replace("%2D", "%3D")).defects()).isEmpty();
    assertThat(faults(RuleId.URI_FORM, redirecting(uri.replace("%2D", "%3D")), LAX)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // no absolute URI
        "",
        "callback",
        "/callback",
        "//shop.example.com/cb",
        "//shop.example.com:443/cb",
        "://shop.example.com",
        ":",
        "1https://shop.example.com",
        "ht_tp://shop.example.com",
        "*",
        // http without //host
        "https:shop.example.com/cb",
        "https:/shop.example.com/cb",
        "https:",
        "https://",
        "https:///shop.example.com/cb",
        "https:////shop.example.com/cb",
        "https://?x",
        "https://:443/cb",
        "com.example.app:///callback",
        "com.example.app://",
        "com.example.app://:80/x",
        // user info
        "https://shop.example.com@evil.example/cb",
        "https://user:password@shop.example.com/cb",
        "https://@shop.example.com/cb",
        "https://:@shop.example.com/cb",
        "https://shop.example.com%40evil.example/cb",
        "https://a@b@shop.example.com/cb",
        "com.example.app://user@callback",
        // back slashes
        "https://shop.example.com\\@evil.example/cb",
        "https:\\\\shop.example.com\\cb",
        "https://shop.example.com/\\evil",
        "https://shop.example.com/cb?x=\\",
        // fragments
        "https://shop.example.com/cb#",
        "https://shop.example.com/cb#x",
        "https://shop.example.com#@evil.example",
        "com.example.app:/cb#x",
        // hosts
        "https://shop.example.com./cb",
        "https://./cb",
        "https://../cb",
        "https://.example.com/cb",
        "https://shop..example.com/cb",
        "https://-shop.example.com/cb",
        "https://shop-.example.com/cb",
        "https://sh_op.example.com/cb",
        "https://shop!.example.com/cb",
        "https://shop.example.com;x/cb",
        "https://shop.example.com,evil.example/cb",
        "https://shop%2eexample.com/cb",
        "https://shop%2Fx.example.com/cb",
        "https://%65vil.example/cb",
        "https://evil.example%00.shop.example.com/cb",
        "https://*/cb",
        "https://*.example.com/cb",
        "https://shop.*/cb",
        "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com/cb",
        "https://bücher.example/cb",
        "https://shop.example.com／evil/cb",
        "https://shop。example.com/cb",
        "https://ｓhop.example.com/cb",
        "https://shоp.example.com/cb",
        "com.example.app://sh_op/cb",
        // addresses not in their normal spelling
        "https://127.1/cb",
        "https://127.0.1/cb",
        "https://0x7f.1/cb",
        "https://0x7f000001/cb",
        "https://0X7F.0.0.1/cb",
        "https://2130706433/cb",
        "https://017700000001/cb",
        "https://0177.0.0.1/cb",
        "https://127.0.0.01/cb",
        "https://127.0.0.0x1/cb",
        "https://127.0.0.0x/cb",
        "https://127.0.0.256/cb",
        "https://1.2.3.4.5/cb",
        "https://127.0.0.1./cb",
        "https://evil.example.127/cb",
        "http://127.1:8080/cb",
        "http://2130706433/cb",
        "https://[0:0:0:0:0:0:0:1]/cb",
        "https://[::0001]/cb",
        "https://[0::1]/cb",
        "https://[::0:1]/cb",
        "https://[2001:DB8::00ff]/cb",
        "https://[1::2:0:0:0:3]/cb",
        "https://[1:2:3:4:5:6::8]/cb",
        "https://[::ffff:127.0.0.1]/cb",
        "https://[::ffff:7f00:1]/cb",
        "https://[::1%25eth0]/cb",
        "https://[fe80::1%eth0]/cb",
        "https://[v1.x]/cb",
        "https://[::1/cb",
        "https://::1]/cb",
        "https://::1/cb",
        "https://[]/cb",
        "https://[::1]x/cb",
        "https://[::1].example.com/cb",
        "https://[shop.example.com]/cb",
        "https://[1::2::3]/cb",
        // ports
        "https://shop.example.com:/cb",
        "https://shop.example.com:0/cb",
        "https://shop.example.com:080/cb",
        "https://shop.example.com:00443/cb",
        "https://shop.example.com:65536/cb",
        "https://shop.example.com:99999999999/cb",
        "https://shop.example.com:-1/cb",
        "https://shop.example.com:+443/cb",
        "https://shop.example.com:0x1bb/cb",
        "https://shop.example.com:http/cb",
        "https://shop.example.com:443:443/cb",
        "https://shop.example.com:443@evil.example/cb",
        "https://[::1]:/cb",
        "com.example.app://callback:0/x",
        // dot segments
        "https://shop.example.com/.",
        "https://shop.example.com/..",
        "https://shop.example.com/../cb",
        "https://shop.example.com/a/./cb",
        "https://shop.example.com/a/..?x",
        "https://shop.example.com/..;/cb",
        "https://shop.example.com/..;a=b/cb",
        "https://shop.example.com/.;/cb",
        "https://shop.example.com/..%3B/cb",
        "https://shop.example.com/..%3bx/cb",
        "https://shop.example.com/%2e%2e/cb",
        "https://shop.example.com/.%2E/cb",
        "com.example.app:../cb",
        "com.example.app:/a/../cb",
        // percent-encoding: of what needs none, of what hides something, broken, not UTF-8
        "https://shop.example.com/%61",
        "https://shop.example.com/cb?%7e",
        "https://shop.example.com/%2Dx",
        "https://shop.example.com/a%2Fb",
        "https://shop.example.com/a%2fb",
        "https://shop.example.com/a%5Cb",
        "https://shop.example.com/%252e",
        "https://shop.example.com/%25",
        "https://shop.example.com/%20",
        "https://shop.example.com/%00",
        "https://shop.example.com/%0d%0aLocation:x",
        "https://shop.example.com/cb?x=%0A",
        "https://shop.example.com/%7F",
        "https://shop.example.com/%C2%85",
        "https://shop.example.com/%C2%A0",
        "https://shop.example.com/%E2%80%A8",
        "https://shop.example.com/%E3%80%80",
        "https://shop.example.com/%",
        "https://shop.example.com/%4",
        "https://shop.example.com/%zz",
        "https://shop.example.com/%u0041",
        "https://shop.example.com/% 41",
        "https://shop.example.com/%-1",
        "https://shop.example.com/%１１",
        "https://shop.example.com/%C0%AF",
        "https://shop.example.com/%E0%80%AF",
        "https://shop.example.com/%C0%AE%C0%AE/",
        "https://shop.example.com/%FF",
        "https://shop.example.com/%C3",
        "https://shop.example.com/%C3x%BC",
        "https://shop.example.com/%BC%C3",
        "https://shop.example.com/%ED%A0%80",
        "https://shop.example.com/%F5%80%80%80",
        // characters
        " https://shop.example.com/cb",
        "https://shop.example.com/cb ",
        "https://shop.example.com/a b",
        "https://shop.example.com/a\tb",
        "https://shop.example.com/cb\n",
        "https://shop.example.com/cb\r\nX: y",
        "https://shop.example.com/\u0000",
        "https://shop.example.com/\u007f",
        "https://shop.example.com/\u0085",
        "https://shop.example.com/\u00a0",
        "https://shop.example.com/\u2028",
        "https://shop.example.com/\u202e",
        "https://shop.example.com/bücher",
        "https://shop.example.com/😀",
        "https://shop.example.com/<script>",
        "https://shop.example.com/\"",
        "https://shop.example.com/{id}",
        "https://shop.example.com/a|b",
        "https://shop.example.com/a^b",
        "https://shop.example.com/a`b",
        "https://shop.example.com/a[b]",
        "https://shop.example.com/cb?a[0]=b",
        "com.example.app:/a[b]",
        // schemes that run or read something
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "javascript://shop.example.com/%0aalert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "file://host/etc/passwd",
        "blob:https://shop.example.com/x",
        "about:blank",
      })
  void form_ambiguousOrDangerous_refusedWhateverPoliciesSay(String uri) {
    assertThat(faults(RuleId.URI_FORM, redirecting(uri), LAX))
        .containsExactly("spec.redirectUris[0]");
  }

  /** The normal form is the one that java.net.URI, browsers and the libraries of phones send. */
  @ParameterizedTest
  @CsvSource({
    "HTTPS://shop.example.com/cb, https://shop.example.com/cb, capital letters in the scheme",
    "https://Shop.Example.com/Cb, https://shop.example.com/Cb, capital letters in the host",
    "HttpS://shop.exampLe.com/, https://shop.example.com/, 'capital letters in the scheme, capital letters in the host'",
    "com.example.Tool:/cb, com.example.tool:/cb, capital letters in the scheme",
    "com.example.tool://Callback/x, com.example.tool://callback/x, capital letters in the host",
    "http://LocalHost/cb, http://localhost/cb, capital letters in the host",
    "https://shop.example.com:443/cb, https://shop.example.com/cb, the default port 443",
    "https://shop.example.com:443, https://shop.example.com, the default port 443",
    "http://127.0.0.1:80/cb, http://127.0.0.1/cb, the default port 80",
    "http://[::1]:80/cb, http://[::1]/cb, the default port 80",
    "https://shop.example.com:/cb, https://shop.example.com/cb, an empty port",
    "http://[::1]:, http://[::1], an empty port",
    "https://shop.example.com?x=y, https://shop.example.com/?x=y, no path before the query",
    "https://shop.example.com?, https://shop.example.com/?, no path before the query",
    "https://shop.example.com:443?x=y, https://shop.example.com/?x=y, 'the default port 443, no path before the query'",
    "com.example.tool://callback?x=y, com.example.tool://callback/?x=y, no path before the query",
    "com.example.tool:?x=y, com.example.tool:/?x=y, no path before the query",
    "com.example.tool:, com.example.tool:/, no path",
    "https://shop.example.com/a/../cb, https://shop.example.com/cb, a dot segment in the path",
    "https://shop.example.com/./a/.., https://shop.example.com/, a dot segment in the path",
    "https://shop.example.com/../../cb, https://shop.example.com/cb, a dot segment in the path",
    "https://shop.example.com/a/b/.?x=y, https://shop.example.com/a/b/?x=y, a dot segment in the path",
    "https://shop.example.com/%63%62, https://shop.example.com/cb, percent-encoding of a character that needs none",
    "https://shop.example.com/cb?%7Ex=%2D, https://shop.example.com/cb?~x=-, percent-encoding of a character that needs none",
    "https://shop.example.com/a/%2E%2e/cb, https://shop.example.com/cb, 'percent-encoding of a character that needs none, a dot segment in the path'",
    "https://[2001:DB8::FF]/cb, https://[2001:db8::ff]/cb, capital letters in the host",
    "http://[0:0:0:0:0:0:0:1]/cb, http://[::1]/cb, another spelling of the IPv6 address",
  })
  void form_otherSpelling_refusedWithTheNormalForm(String uri, String normal, String difference) {
    assertThat(RedirectUri.parse(uri).defects())
        .containsExactly(
            "is not in the normal form that browsers send (it has %s): use %s"
                .formatted(difference, normal));
    assertThat(RedirectUri.parse(normal).defects()).isEmpty();
    assertThat(faults(RuleId.URI_FORM, redirecting(uri), LAX))
        .containsExactly("spec.redirectUris[0]");
  }

  @Test
  void form_otherSpellingWithOtherDefects_namesTheDifferencesOnly() {
    assertThat(RedirectUri.parse("https://Shop.example.com/cb#x").defects())
        .containsExactly(
            "has a fragment (#…), which RFC 6749 section 3.1.2 forbids: remove it",
            "is not in the normal form that browsers send (it has capital letters in the host)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code",
        "id_token",
        "access_token",
        "token_type",
        "expires_in",
        "state",
        "iss",
        "error",
        "error_description",
        "session_state",
        "response",
        "kc_action",
        "kc_action_status"
      })
  void form_parameterOfTheResponse_refusedInAnyCaseAndPlace(String name) {
    String message =
        "has the query parameter %s, which belongs to the OAuth response, so Keycloak refuses every login: use another name"
            .formatted(name);
    for (String query :
        new String[] {
          name + "=x",
          name,
          "lang=de&" + name + "=x",
          name.toUpperCase(Locale.ROOT) + "=x&lang=de",
          "&&" + name + "=x&" + name + "=y",
          "x=%ZZ&" + name + "=x"
        }) {
      var uri = RedirectUri.parse("https://shop.example.com/cb?" + query);
      assertThat(RedirectUriForm.defects(uri, ServerProfile.KEYCLOAK))
          .as(query)
          .filteredOn(defect -> defect.startsWith("has the query parameter"))
          .containsExactly(message);
    }
  }

  @Test
  void form_parameterOfTheResponse_refusedAlsoAfterLogoutAndEncoded() {
    assertThat(
            faults(
                RuleId.URI_FORM,
                leavingTo("https://shop.example.com/?a=b", "https://shop.example.com/?st%61te=x")))
        .containsExactly("spec.postLogoutRedirectUris[1]");
    assertThat(
            RedirectUriForm.defects(
                RedirectUri.parse("https://shop.example.com/?st%61te=x"), ServerProfile.KEYCLOAK))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"255,true", "256,false", "2048,false"})
  void form_length_limited(int length, boolean accepted) {
    String start = "https://shop.example.com/";
    String uri = start + "a".repeat(length - start.length());
    assertThat(faults(RuleId.URI_FORM, redirecting(uri), LAX).isEmpty()).isEqualTo(accepted);
  }

  @Test
  void form_dnsNameTooLong_refused() {
    String host = "a.".repeat(126) + "com";
    assertThat(
            RedirectUriForm.defects(RedirectUri.parse("https://" + host), ServerProfile.KEYCLOAK))
        .anyMatch(defect -> defect.startsWith("is longer than the 255 characters"))
        .anyMatch(defect -> defect.startsWith("has a host that is not a DNS name"));
  }

  @Test
  void form_ofPostLogout_refusedByIndex() {
    assertThat(faults(RuleId.URI_FORM, leavingTo("https://shop.example.com", "https:x")))
        .containsExactly("spec.postLogoutRedirectUris[1]");
  }

  @Test
  void form_severalDefects_allInOneMessage() {
    assertThat(RedirectUri.parse("http://u@h:0/..#x").defects()).hasSize(4);
    assertThat(RedirectUri.parse("http://U@H:0/..#x").defects()).hasSize(4);
  }

  @Test
  void form_everyAsciiCharacter_onlyThoseOfRfc3986() {
    for (char c = 0; c < 128; c++) {
      boolean allowed = Character.isLetterOrDigit(c) || "-._~:/?@!$&'()*+,;=".indexOf(c) >= 0;
      assertThat(RedirectUri.parse("https://h/x" + c + "x").defects().isEmpty())
          .as("character %d", (int) c)
          .isEqualTo(allowed);
    }
  }

  /** A message stays on one line, so a value cannot forge a second message. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/..;\nspec.scopes: fine",
        "https://h/.;\u2028x/y",
        "x\ny:z",
        "https://h\n:1/",
        "https://h:\n/"
      })
  void form_lineBreaks_neverInMessages(String uri) {
    assertThat(Fixtures.decide(redirecting(uri)).violations())
        .isNotEmpty()
        .allSatisfy(violation -> assertThat(violation.message()).doesNotContain("\n", "\u2028"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://Shop.Example.com:8443/a/b?c=d, https, shop.example.com, 8443, /a/b",
    "https://shop.example.com, https, shop.example.com, -1, ''",
    "http://[::1]:80/x, http, [::1], 80, /x",
    "com.example.app:/cb, com.example.app, , -1, /cb",
    "https://evil.example?@shop.example.com/, https, evil.example, -1, ''",
    "https://shop.example.com@evil.example:1/, https, evil.example, 1, /",
  })
  void parts_asBrowsersSeeThem_told(String uri, String scheme, String host, int port, String path) {
    var parsed = RedirectUri.parse(uri);
    assertThat(parsed.text()).isEqualTo(uri);
    assertThat(parsed.scheme()).isEqualTo(scheme);
    assertThat(parsed.host()).isEqualTo(host);
    assertThat(parsed.port()).isEqualTo(port);
    assertThat(parsed.path()).isEqualTo(path);
  }
}
