package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields of an AuthPolicy have no effect. */
class IneffectiveFieldsTest {
  private static AuthPolicy policy(String spec) {
    return ResourceReader.read(
        Reviews.yaml("metadata: {name: web, namespace: security}\nspec: " + spec),
        AuthPolicy.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{allowedScopes: []} | spec.allowedScopes is empty: no scope at all is allowed",
        "{allowedGrantTypes: []} | spec.allowedGrantTypes is empty: no client can comply",
        "{allowedGrantTypes: [authorization_code], token: {refreshTokenTTL: 1h}} | spec.token.refreshTokenTTL has no effect: allowedGrantTypes lacks refresh_token",
        "{allowedGrantTypes: [client_credentials], redirectUris: {}} | spec.redirectUris has little effect: no allowed grant type uses redirects",
        "{redirectUris: {allowedSchemes: [com.example.app], allowedHosts: [a.example.com]}} | spec.redirectUris.allowedHosts has no effect: allowedSchemes has neither http nor https",
        "{redirectUris: {allowedSchemes: [https, javascript]}} | spec.redirectUris.allowedSchemes[1] has no effect: no URI may ever use javascript",
        "{redirectUris: {allowedSchemes: [myapp]}} | spec.redirectUris.allowedSchemes[0] has no effect: private scheme myapp needs a dot, e.g. com.example.app",
        "{clientAuthentication: {secretRotation: {schedule: '0 0 * * *'}}} | secretRotation.schedule has no effect: secretRotation.enabled is not true",
        "{clientAuthentication: {secretRotation: {withoutOverlap: true}}} | secretRotation.withoutOverlap has no effect: secretRotation.enabled is not true",
        "{clientAuthentication: {method: none, secretRotation: {enabled: true, schedule: '0 0 * * *'}}} | secretRotation has no effect: with method none there is no secret",
        "{enforcement: Warn, enforcePKCE: true} | nothing is imposed while enforcement is Warn: enforcePKCE",
        "{enforcement: Audit, token: {accessTokenTTL: 5m}, enforcePKCE: true, clientAuthentication: {method: none}} | nothing is imposed while enforcement is Audit: token, enforcePKCE, clientAuthentication",
      })
  void field_withoutEffect_getsAWarningOfOneLine(String spec, String warning) {
    assertThat(IneffectiveFields.of(policy(spec).getSpec())).containsExactly(warning);
    assertThat(warning).hasSizeLessThanOrEqualTo(WarningLines.MAX_EACH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{enforcement: Enforce, enforcePKCE: true, token: {accessTokenTTL: 5m}}",
        "{enforcement: Warn, allowedScopes: [openid], enforcePKCE: false}",
        "{redirectUris: {allowedSchemes: [http, https, com.example.app], allowedHosts: [a.example.com]}}",
        "{clientAuthentication: {secretRotation: {enabled: true, schedule: '0 0 * * *', withoutOverlap: true}}}",
      })
  void field_withEffect_getsNoWarning(String spec) {
    assertThat(IneffectiveFields.of(policy(spec).getSpec())).isEmpty();
  }
}
