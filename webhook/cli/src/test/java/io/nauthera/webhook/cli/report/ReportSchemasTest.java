package io.nauthera.webhook.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nauthera.webhook.cli.validate.Validation;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has a published schema keeps to it, whatever is reported. */
class ReportSchemasTest {
  private static final Path SCHEMAS = Path.of("src/test/resources/schemas");

  static List<Validation> validations() {
    return List.of(
        Validations.empty(),
        Validations.rich(),
        Validations.hostile(Validations.HOSTILE),
        Validations.hostile(""),
        Validations.hostile("]]>"),
        Validations.hostile("long ".repeat(100_000)));
  }

  @ParameterizedTest
  @MethodSource("validations")
  void sarif_ofAnything_isValid(Validation validation) throws IOException {
    String sarif = Validations.written(OutputFormat.SARIF.report(false, "1.2.3"), validation);

    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
            .getSchema(
                Files.readString(SCHEMAS.resolve("sarif-2.1.0-rtm.5.json")), InputFormat.JSON);
    assertThat(
            schema.validate(
                sarif,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
        .isEmpty();
    assertThat(schema.validate(sarif.replace("\"runs\"", "\"rums\""), InputFormat.JSON))
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("validations")
  void junit_ofAnything_isValid(Validation validation) throws Exception {
    String junit = Validations.written(OutputFormat.JUNIT.report(false, "1.2.3"), validation);

    var validator =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(SCHEMAS.resolve("junit-10.xsd").toFile())
            .newValidator();
    assertThatCode(() -> validator.validate(new StreamSource(new StringReader(junit))))
        .doesNotThrowAnyException();
  }
}
