package io.nauthera.api.policy;

import static io.nauthera.api.policy.Fixtures.faults;
import static io.nauthera.api.policy.Fixtures.hosts;
import static io.nauthera.api.policy.Fixtures.leavingTo;
import static io.nauthera.api.policy.Fixtures.loopback;
import static io.nauthera.api.policy.Fixtures.origins;
import static io.nauthera.api.policy.Fixtures.policy;
import static io.nauthera.api.policy.Fixtures.redirecting;
import static io.nauthera.api.policy.Fixtures.schemes;
import static io.nauthera.api.policy.Fixtures.wildcards;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriRulesTest {
  private static final Policy SILENT = policy("silent");

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.com/*, true",
    "https://shop.example.com/a/b/*, true",
    "com.example.app:/*, true",
    "https://shop.example.com/cb, true",
    "https://shop.example.com/a*, false",
    "https://shop.example.com/**, false",
    "https://shop.example.com/*/*, false",
    "https://shop.example.com/*/, false",
    "https://shop.example.com/*/cb, false",
    "https://shop.example.com/*?x, false",
    "https://shop.example.com/*#, false",
    "https://shop.example.com/cb?x=*, false",
    "https://shop.example.com?/*, false",
    "https://shop.example.com*, false",
    "https://*, false",
    "https://*.example.com/cb, false",
    "https://*/*, false",
    "https://*@shop.example.com/cb, false",
    "com.example.app:*, false",
    "*, false",
    "/*, false",
  })
  void wildcard_whereAllowed_onlyAsLastSegment(String uri, boolean accepted) {
    assertThat(
            faults(RuleId.URI_WILDCARD, redirecting(uri), wildcards(policy("yes"), true), SILENT)
                .isEmpty())
        .isEqualTo(accepted);
  }

  @Test
  void wildcard_byBaseline_refused() {
    assertThat(faults(RuleId.URI_WILDCARD, redirecting("https://shop.example.com/*"), SILENT))
        .containsExactly("spec.redirectUris[0]");
    assertThat(faults(RuleId.URI_WILDCARD, leavingTo("https://shop.example.com/*")))
        .containsExactly("spec.postLogoutRedirectUris[0]");
  }

  @Test
  void wildcard_oneOfTwoForbids_refused() {
    assertThat(
            faults(
                RuleId.URI_WILDCARD,
                redirecting("https://shop.example.com/*"),
                wildcards(policy("yes"), true),
                wildcards(policy("no"), false)))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.com/cb, true",
    "HTTPS://shop.example.com/cb, true",
    "http://shop.example.com/cb, false",
    "http://localhost/cb, false",
    "com.example.app:/cb, false",
    "ftp://shop.example.com/cb, false",
    "myapp:/cb, false",
  })
  void scheme_byBaseline_https(String uri, boolean accepted) {
    assertThat(faults(RuleId.URI_SCHEME, redirecting(uri), SILENT).isEmpty()).isEqualTo(accepted);
    assertThat(faults(RuleId.URI_SCHEME, leavingTo(uri), SILENT).isEmpty()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.com/cb, false",
    "http://shop.example.com/cb, true",
    "com.example.app:/cb, true",
    "COM.EXAMPLE.APP:/cb, true",
    "com.example.other:/cb, false",
    "myapp:/cb, false",
  })
  void scheme_byPolicy_asListedAndPrivateOnesWithDot(String uri, boolean accepted) {
    assertThat(
            faults(
                    RuleId.URI_SCHEME,
                    redirecting(uri),
                    schemes(policy("some"), "http", "com.example.app", "myapp"),
                    SILENT)
                .isEmpty())
        .isEqualTo(accepted);
  }

  @Test
  void scheme_ofTwoPolicies_mustPleaseBoth() {
    var web = schemes(policy("web"), "https");
    var both = schemes(policy("both"), "https", "com.example.app");
    assertThat(faults(RuleId.URI_SCHEME, redirecting("https://shop.example.com"), web, both))
        .isEmpty();
    assertThat(Fixtures.decide(redirecting("com.example.app:/cb"), web, both).violations())
        .singleElement()
        .satisfies(v -> assertThat(v.policies()).containsExactly(web.name()));
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.com/cb, true",
    "https://SHOP.Example.COM/cb, true",
    "https://a.apps.example.com/cb, true",
    "https://xn--bcher-kva.apps.example.com/cb, true",
    "https://192.0.2.1/cb, true",
    "https://[2001:db8::1]/cb, true",
    "https://apps.example.com/cb, false",
    "https://a.b.apps.example.com/cb, false",
    "https://aapps.example.com/cb, false",
    "https://.apps.example.com/cb, false",
    "https://evil.example/cb, false",
    "https://shop.example.com.evil.example/cb, false",
    "https://a.apps.example.com.evil.example/cb, false",
    "https://evil.example?shop.example.com, false",
    "https://evil.example/shop.example.com, false",
    "https://shop.example.com@evil.example/, false",
    "https://shop.example.com./cb, false",
    "https://star/cb, false",
    "com.example.app://evil.example/cb, true",
  })
  void host_byPolicy_exactOrOneLabel(String uri, boolean accepted) {
    var some =
        hosts(
            policy("some"),
            "Shop.example.com",
            "*.apps.example.com",
            "192.0.2.1",
            "[2001:db8::1]",
            "*");
    assertThat(faults(RuleId.URI_HOST, redirecting(uri), some, SILENT).isEmpty())
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example.com", "https://evil.example", "http://192.0.2.1"})
  void host_byBaseline_any(String uri) {
    assertThat(faults(RuleId.URI_HOST, redirecting(uri), SILENT)).isEmpty();
  }

  @Test
  void host_listedByNobody_refused() {
    assertThat(
            faults(RuleId.URI_HOST, redirecting("https://shop.example.com"), hosts(policy("none"))))
        .hasSize(1);
  }

  @Test
  void host_ofTwoPolicies_eachNamesItsOwn() {
    var a = hosts(policy("a"), "a.example.com");
    var b = hosts(policy("b"), "b.example.com");
    assertThat(Fixtures.decide(redirecting("https://a.example.com"), a, b).violations())
        .extracting(Violation::policies)
        .containsExactly(List.of(b.name()));
    assertThat(Fixtures.decide(redirecting("https://c.example.com"), a, b).violations())
        .extracting(Violation::message)
        .containsExactly(
            "\"https://c.example.com\" has host \"c.example.com\", which is not allowed by"
                + " AuthPolicy security/a (allowed: a.example.com) or by AuthPolicy security/b"
                + " (allowed: b.example.com)");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/cb, true",
    "http://127.0.0.1:49152/cb, true",
    "http://[::1]/cb, true",
    "http://[::1]:49152/cb, true",
    "http://localhost:3000/cb, true",
    "http://LOCALHOST/cb, false",
    "http://[0:0:0:0:0:0:0:1]/cb, false",
    "https://localhost/cb, false",
    "https://127.0.0.1/cb, false",
    "http://127.0.0.2/cb, false",
    "http://0.0.0.0/cb, false",
    "http://[::2]/cb, false",
    "http://localhost.evil.example/cb, false",
    "http://evil.example/cb, false",
    "http://sub.localhost/cb, false",
    "http://localhost./cb, false",
    "http://127.1/cb, false",
    "http://2130706433/cb, false",
    "http://[::ffff:127.0.0.1]/cb, false",
    "http://127.0.0.1@evil.example/cb, false",
    "http://localhost\\@evil.example/cb, false",
    "com.example.app://localhost/cb, false",
  })
  void loopback_whereAllowed_exemptFromSchemeAndHost(String uri, boolean accepted) {
    var https = hosts(schemes(policy("https"), "https"), "shop.example.com");
    assertThat(
            Fixtures.decide(redirecting(uri), loopback(policy("native"), true), https, SILENT)
                .allowed())
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:8080/cb", "http://[::1]:8080/cb", "http://localhost:8080/cb"})
  void loopback_byBaselineOrOneRefuser_refused(String uri) {
    assertThat(Fixtures.decide(redirecting(uri), SILENT).allowed()).isFalse();
    assertThat(Fixtures.decide(redirecting(uri), loopback(policy("no"), false)).allowed())
        .isFalse();
    assertThat(
            Fixtures.decide(
                    redirecting(uri), loopback(policy("yes"), true), loopback(policy("no"), false))
                .violations())
        .singleElement()
        .satisfies(v -> assertThat(v.policies()).containsExactly(policy("no").name()));
  }

  @Test
  void loopback_notExempt_stillAllowedByAnHttpScheme() {
    assertThat(
            Fixtures.decide(
                    redirecting("http://localhost/cb"),
                    schemes(loopback(policy("http"), false), "http"))
                .allowed())
        .isTrue();
  }

  @Test
  void loopback_withWildcard_stillRefused() {
    assertThat(
            faults(
                RuleId.URI_WILDCARD,
                redirecting("http://localhost/*"),
                loopback(policy("native"), true)))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "+, true",
    "https://shop.example.com, true",
    "https://shop.example.com:8443, true",
    "https://other.example.com, false",
    "http://localhost:3000, true",
    "http://[::1], true",
    "https://shop.example.com/, false",
    "https://shop.example.com/app, false",
    "https://shop.example.com?x, false",
    "https://shop.example.com:443, false",
    "http://localhost:80, false",
    "https://SHOP.example.com, false",
    "HTTPS://shop.example.com, false",
    "http://shop.example.com, false",
    "https://*.example.com, false",
    "https://shop.example.com./, false",
    "https://user@shop.example.com, false",
    "com.example.app://shop.example.com, false",
    "com.example.app:, false",
    "*, false",
    "++, false",
    "null, false",
    "shop.example.com, false",
    "//shop.example.com, false",
  })
  void origin_ofAllowedRedirect_accepted(String origin, boolean accepted) {
    var web = loopback(hosts(policy("web"), "shop.example.com"), true);
    assertThat(faults(RuleId.WEB_ORIGINS, origins("+", origin), web).isEmpty()).isEqualTo(accepted);
  }

  @Test
  void origin_refused_underItsOwnField() {
    assertThat(faults(RuleId.WEB_ORIGINS, origins("+", "http://shop.example.com")))
        .containsExactly("spec.webOrigins[1]");
    assertThat(Fixtures.decide(origins("http://shop.example.com")).violations()).hasSize(1);
  }
}
