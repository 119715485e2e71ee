package io.nauthera.webhook.admission.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.webhook.admission.Reviews;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "{allowedScopes: []} | spec.allowedScopes: an empty list allows no scope",
        "{allowedGrantTypes: []} | spec.allowedGrantTypes: an empty list allows no grant type: no client can comply",
        "{redirectUris: {allowedSchemes: [], allowedHosts: [a.example.com]}} | spec.redirectUris.allowedSchemes: an empty list allows no redirect URI, except loopback addresses where allowLoopback is true",
        "{redirectUris: {allowedHosts: []}} | spec.redirectUris.allowedHosts: an empty list allows no http and https redirect URI, except loopback addresses where allowLoopback is true",
        "{allowedGrantTypes: [authorization_code], token: {refreshTokenTTL: 1h}} | spec.token.refreshTokenTTL: has no effect because allowedGrantTypes does not contain refresh_token",
        "{allowedGrantTypes: [client_credentials], redirectUris: {}} | spec.redirectUris: has little effect because no allowed grant type uses redirects",
        "{redirectUris: {allowedSchemes: [com.example.app], allowedHosts: [a.example.com]}} | spec.redirectUris.allowedHosts: has no effect because allowedSchemes contains neither http nor https",
        "{redirectUris: {allowedSchemes: [https, javascript]}} | spec.redirectUris.allowedSchemes[1]: has no effect because scheme javascript is never allowed",
        "{redirectUris: {allowedSchemes: [myapp]}} | spec.redirectUris.allowedSchemes[0]: has no effect because private scheme myapp contains no dot: use a scheme such as com.example.app",
        "{clientAuthentication: {secretRotation: {schedule: '0 0 * * *'}}} | spec.clientAuthentication.secretRotation.schedule: has no effect because secretRotation.enabled is not true",
        "{clientAuthentication: {secretRotation: {timeZone: UTC}}} | spec.clientAuthentication.secretRotation.timeZone: has no effect because secretRotation.enabled is not true",
        "{clientAuthentication: {secretRotation: {withoutOverlap: true}}} | spec.clientAuthentication.secretRotation.withoutOverlap: has no effect because secretRotation.enabled is not true",
        "{clientAuthentication: {method: none, secretRotation: {enabled: true, schedule: '0 0 * * *'}}} | spec.clientAuthentication.secretRotation: has no effect because clients with method none have no secret",
        "{enforcement: Warn, enforcePKCE: true} | spec.enforcement: a policy with Warn imposes nothing, so these fields have no effect: enforcePKCE",
        "{enforcement: Audit, token: {accessTokenTTL: 5m}, enforcePKCE: true, clientAuthentication: {method: none}} | spec.enforcement: a policy with Audit imposes nothing, so these fields have no effect: token, enforcePKCE, clientAuthentication",
      })
  void field_withoutEffect_isWarnedAbout(String spec, String warning) {
    assertThat(IneffectiveFields.of(policy(spec).getSpec()))
        .extracting(found -> found.field() + ": " + found.message())
        .containsExactly(warning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{enforcement: Enforce, enforcePKCE: true, token: {accessTokenTTL: 5m}}",
        "{enforcement: Warn, allowedScopes: [openid], enforcePKCE: false}",
        "{redirectUris: {allowedSchemes: [http, https, com.example.app], allowedHosts: [a.example.com]}}",
        "{clientAuthentication: {secretRotation: {enabled: true, schedule: '0 0 * * *', timeZone: Europe/Berlin, withoutOverlap: true}}}",
      })
  void field_withEffect_isNotMentioned(String spec) {
    assertThat(IneffectiveFields.of(policy(spec).getSpec())).isEmpty();
  }
}
