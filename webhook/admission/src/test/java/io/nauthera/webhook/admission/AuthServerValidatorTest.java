package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which AuthServers are valid, and which field is named if one is not. */
class ServerSenseTest {
  private static AuthServerSpec spec(String yaml) {
    return ResourceReader.read(
            Reviews.yaml("metadata: {name: server, namespace: security}\nspec: {" + yaml + "}"),
            AuthServer.class)
        .getSpec();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://auth.example.com/realms/production          |
          https://auth.example.com/realms/production/         |
          https://auth.example.com:8443/realms/a%20realm      |
          https://10.0.0.1/realms/production                  |
          https://[2001:db8::1]:443/realms/production         |
          https://auth.example.com:65535/realms/production    |
          https://auth_server.example.com/realms/production   | names no host
          https://münchen.example/realms/production           | names no host
          https://auth.example.com:port/realms/production     | names no host
          https://auth.example.com:0/realms/production        | has port 0
          https://auth.example.com:65536/realms/production    | has port 65536
          https://auth.example.com/realms/a^b                 | illegal character in path, "^" (character 34)
          https://auth.example.com/realms/%zz                 | malformed escape pair
          https://[::1/realms/production                      | is no URL
          """)
  void url_asGiven_isAcceptedOrRefused(String url, String wrong) {
    var issuer = AuthServerValidator.check(spec("issuerUrl: '%s'".formatted(url)));
    var back =
        AuthServerValidator.check(
            spec(
                "issuerUrl: 'https://a.example.com', keycloak: {realm: r, url: '%s'}"
                    .formatted(url)));

    if (wrong == null) {
      assertThat(issuer).isEmpty();
      assertThat(back).isEmpty();
    } else {
      assertThat(issuer).extracting(Verdict.Cause::field).containsExactly("spec.issuerUrl");
      assertThat(issuer.getFirst().message()).contains(url, wrong);
      assertThat(back).extracting(Verdict.Cause::field).containsExactly("spec.keycloak.url");
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          https://auth.example.com,                              production, true
          https://auth.example.com/realms/production,            production, true
          https://auth.example.com/realms/production/,           production, true
          https://auth.example.com/realms/my%20realm,            my realm,   true
          https://auth.example.com/realms/a/realms/production,   production, true
          https://auth.example.com/realms/production/more,       other,      true
          https://auth.example.com/realms/production,            Production, false
          https://auth.example.com/realms/a/realms/production,   a,          false
          """)
  void realm_besideTheIssuers_mustBeTheSame(String issuer, String realm, boolean same) {
    var causes =
        AuthServerValidator.check(
            spec("issuerUrl: '%s', keycloak: {realm: '%s'}".formatted(issuer, realm)));

    assertThat(causes.isEmpty()).isEqualTo(same);
    assertThat(causes).allSatisfy(it -> assertThat(it.field()).isEqualTo("spec.keycloak.realm"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          {}                                                      | -
          {matchLabels: {nauthera.io/env: ''}}                    | -
          {matchExpressions: [{key: a, operator: DoesNotExist}]}  | -
          {matchLabels: {'a b': c}}                               | .matchLabels
          {matchLabels: {a: 'c d'}}                               | .matchLabels[a]
          {matchExpressions: [{key: '', operator: Exists}]}       | .matchExpressions[0].key
          {matchExpressions: [{key: a, operator: NotIn}]}         | .matchExpressions[0].values
          {matchExpressions: [{key: a, operator: In, values: ['-']}]} | .matchExpressions[0].values[0]
          """)
  void selector_asGiven_isAcceptedOrRefused(String selector, String field) {
    String issuer = "issuerUrl: 'https://a.example.com/realms/r', ";
    var policies = AuthServerValidator.check(spec(issuer + "policySelector: " + selector));
    var namespaces =
        AuthServerValidator.check(
            spec(issuer + "allowedNamespaces: {from: Selector, selector: %s}".formatted(selector)));

    if (field == null) {
      assertThat(policies).isEmpty();
      assertThat(namespaces).isEmpty();
    } else {
      assertThat(policies)
          .extracting(Verdict.Cause::field)
          .containsExactly("spec.policySelector" + field);
      assertThat(namespaces)
          .extracting(Verdict.Cause::field)
          .containsExactly("spec.allowedNamespaces.selector" + field);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {from: Selector, selector: {}} |
          {from: All}                    |
          {from: Same}                   |
          {selector: {}}                 | every namespace may refer
          {from: All, selector: {}}      | every namespace may refer
          {from: Same, selector: {}}     | only its own namespace may refer
          """)
  void namespaces_selectorWithoutEffect_getsAWarning(String allowed, String warning) {
    var warnings =
        AuthServerValidator.warnings(
            spec(
                "issuerUrl: 'https://a.example.com/realms/r', allowedNamespaces: %s"
                    .formatted(allowed)));

    if (warning == null) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings)
          .singleElement()
          .asString()
          .contains(warning)
          .hasSizeLessThanOrEqualTo(120);
    }
  }
}
