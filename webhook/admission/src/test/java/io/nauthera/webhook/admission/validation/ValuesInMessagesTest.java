package io.nauthera.webhook.admission.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.AuthServerSpec;
import io.nauthera.api.v1alpha1.UserStoreSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A value with a line break must not look like a cause of its own. */
class ValuesInMessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FALSE_CAUSE = "x\\n* spec.enforcement: everything is fine\\u001b[2J";

  private static <T> T spec(String json, Class<T> kind) throws Exception {
    return JSON.readValue(json.replace('\'', '"').replace("VALUE", FALSE_CAUSE), kind);
  }

  @Test
  void value_withALineBreak_staysOnOneLine() throws Exception {
    AuthPolicySpec policy =
        spec(
            """
            {'clientSelector': {'matchLabels': {'VALUE': 'VALUE'},
              'matchExpressions': [{'key': 'VALUE', 'operator': 'In', 'values': ['VALUE']}]},
             'redirectUris': {'allowedHosts': ['VALUE']},
             'clientAuthentication': {'secretRotation': {'enabled': true, 'schedule': 'VALUE', 'timeZone': 'VALUE'}}}
            """,
            AuthPolicySpec.class);
    AuthServerSpec server =
        spec(
            "{'issuerUrl': 'https://a/realms/aVALUE', 'keycloak': {'url': 'https://a/VALUE'}}",
            AuthServerSpec.class);
    UserStoreSpec store =
        spec(
            """
            {'type': 'ldap', 'ldap': {'server': 'ldap://aVALUE', 'bindDN': 'VALUE',
             'userSearch': {'baseDN': 'VALUE', 'filter': '(&(a=VALUE)(VALUE))', 'usernameAttribute': 'VALUE'}}}
            """,
            UserStoreSpec.class);

    List<FieldMessage> messages =
        Stream.of(
                AuthPolicyValidator.check(policy),
                AuthServerValidator.check(server, LoopbackHttp.REFUSED),
                UserStoreValidator.check(store))
            .flatMap(List::stream)
            .toList();

    assertThat(messages).hasSizeGreaterThan(8);
    assertThat(messages)
        .allSatisfy(message ->
            assertThat(message.field() + message.message()).doesNotContainPattern("\\p{Cc}"));
  }
}
