package io.nauthera.webhook.admission.validation;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerSpec;
import io.nauthera.webhook.admission.Reviews;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an AuthServer may say, and where what it may not is found. */
class AuthServerValidatorTest {
  private static AuthServerSpec spec(String yaml) {
    return ResourceReader.read(
            Reviews.yaml("metadata: {name: server, namespace: security}\nspec: {" + yaml + "}"),
            AuthServer.class)
        .getSpec();
  }

  private static List<FieldMessage> check(AuthServerSpec spec) {
    return AuthServerValidator.check(spec, LoopbackHttp.REFUSED);
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
          https://auth_server.example.com/realms/production   | has no valid host
          https://münchen.example/realms/production           | has no valid host
          https://auth.example.com:port/realms/production     | has no valid host
          https://auth.example.com:0/realms/production        | has port 0
          https://auth.example.com:65536/realms/production    | has port 65536
          https://auth.example.com/realms/a^b                 | illegal character in path, "^" (character 34)
          https://auth.example.com/realms/%zz                 | malformed escape pair
          https://[::1/realms/production                      | is not a valid URL
          """)
  void url_asGiven_isTakenOrSaidToBeWrong(String url, String wrong) {
    var issuer = check(spec("issuerUrl: '%s'".formatted(url)));
    var back =
        check(
            spec(
                "issuerUrl: 'https://a.example.com', keycloak: {realm: r, url: '%s'}"
                    .formatted(url)));

    if (wrong == null) {
      assertThat(issuer).isEmpty();
      assertThat(back).isEmpty();
    } else {
      assertThat(issuer).extracting(FieldMessage::field).containsExactly("spec.issuerUrl");
      assertThat(issuer.getFirst().message()).contains(url, wrong);
      assertThat(back).extracting(FieldMessage::field).containsExactly("spec.keycloak.url");
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
    var causes = check(spec("issuerUrl: '%s', keycloak: {realm: '%s'}".formatted(issuer, realm)));

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
  void selector_asGiven_isTakenOrSaidToBeWrong(String selector, String field) {
    String issuer = "issuerUrl: 'https://a.example.com/realms/r', ";
    var policies = check(spec(issuer + "policySelector: " + selector));
    var namespaces =
        check(
            spec(issuer + "allowedNamespaces: {from: Selector, selector: %s}".formatted(selector)));

    if (field == null) {
      assertThat(policies).isEmpty();
      assertThat(namespaces).isEmpty();
    } else {
      assertThat(policies)
          .extracting(FieldMessage::field)
          .containsExactly("spec.policySelector" + field);
      assertThat(namespaces)
          .extracting(FieldMessage::field)
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
  void namespaces_selectorThatIsNotLookedAt_isWarnedAbout(String allowed, String warning) {
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
          .extracting(found -> found.field() + ": " + found.message(), as(STRING))
          .contains(warning)
          .hasSizeLessThanOrEqualTo(120);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost", "http://[::1]:8080"})
  void loopbackHttp_isAcceptedOnlyWhereTheInstallationAllowsIt(String url) {
    AuthServerSpec spec =
        spec("issuerUrl: '%1$s/realms/a', keycloak: {url: '%1$s'}".formatted(url));

    assertThat(AuthServerValidator.check(spec, LoopbackHttp.ALLOWED)).isEmpty();
    assertThat(AuthServerValidator.check(spec, LoopbackHttp.REFUSED))
        .extracting(FieldMessage::field)
        .containsExactly("spec.issuerUrl", "spec.keycloak.url");
  }
}
