package io.nauthera.controller.credentials;

import static io.nauthera.controller.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.controller.provisioning.InMemoryRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.cloud.bindings.Bindings;
import org.springframework.cloud.bindings.boot.SpringSecurityOAuth2BindingsPropertiesProcessor;
import org.springframework.core.env.StandardEnvironment;

/** The Secret, mounted as a service binding, configures a Spring application. */
class SpringCloudBindingsTest {
  @TempDir Path root;

  @Test
  void secret_mountedAsABinding_configuresTheLoginOfSpring() throws IOException {
    var secret =
        CredentialsSecret.of(
            client("scopes: [openid]"),
            Registrations.settings(),
            Registrations.registered("s3cr3t"),
            InMemoryRealm.ENDPOINTS);
    Path binding = Files.createDirectory(root.resolve("sso"));
    for (Map.Entry<String, String> entry : secret.getData().entrySet()) {
      Files.write(binding.resolve(entry.getKey()), Base64.getDecoder().decode(entry.getValue()));
    }

    Map<String, Object> properties = new HashMap<>();
    new SpringSecurityOAuth2BindingsPropertiesProcessor()
        .process(new StandardEnvironment(), new Bindings(root.toString()), properties);

    String registration = "spring.security.oauth2.client.registration.sso.";
    assertThat(properties)
        .isEqualTo(
            Map.of(
                registration + "client-id",
                "team.app",
                registration + "client-secret",
                "s3cr3t",
                registration + "provider",
                "keycloak",
                registration + "client-authentication-method",
                "client_secret_basic",
                registration + "authorization-grant-type",
                "authorization_code",
                registration + "scope",
                "openid,profile",
                "spring.security.oauth2.client.provider.keycloak.issuer-uri",
                "https://auth.example.com/realms/acme"));
  }
}
