package io.nauthera.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.demo.Manifests;
import io.nauthera.e2e.SharedSandbox;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/policy.md has a section for every field, and a real API server accepts every example. */
class DocumentedPoliciesTest {
  private static final Path PAGE = Path.of("../../docs/policy.md");
  private static final Pattern SECTION =
      Pattern.compile(
          "^### `spec\\.([A-Za-z.]+)`$(.*?)(?=^##|\\z)", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("^```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static Sandbox sandbox;

  /** A field and its section. */
  record Section(String field, String text) {
    @Override
    public String toString() {
      return field;
    }
  }

  @BeforeAll
  static void namespace() {
    sandbox = SharedSandbox.get();
    var manifests = new Manifests(sandbox.folder().resolve("documented"));
    var unused = sandbox.kubectl("apply", "-f", manifests.file("people.yaml")).orThrow();
  }

  static Stream<Section> sections() throws IOException {
    return SECTION
        .matcher(Files.readString(PAGE))
        .results()
        .map(match -> new Section(match.group(1), match.group(2)))
        .toList()
        .stream();
  }

  private static List<String> examples(String text) {
    return EXAMPLE.matcher(text).results().map(match -> match.group(1)).toList();
  }

  @Test
  void page_hasASectionForEveryFieldAndNoOther() throws IOException {
    assertThat(sections().map(Section::field))
        .containsExactlyInAnyOrderElementsOf(fields("", AuthPolicySpec.class));
  }

  @Test
  void page_hasNoExampleOutsideOfSections() throws IOException {
    List<String> inSections =
        sections().flatMap(section -> examples(section.text()).stream()).toList();

    assertThat(examples(Files.readString(PAGE))).isEqualTo(inSections);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sections")
  void example_ofAField_containsItAndIsAccepted(Section section) {
    String field = section.field().substring(section.field().lastIndexOf('.') + 1);

    assertThat(examples(section.text())).isNotEmpty();
    for (String example : examples(section.text())) {
      CommandResult result =
          sandbox.kubectlReading(example, "create", "--dry-run=server", "-f", "-");

      assertThat(example).contains(field + ":");
      assertThat(result.succeeded()).as(result.stderr()).isTrue();
    }
  }

  /** The fields without subfields of a policy; a selector counts as one field. */
  private static List<String> fields(String prefix, Class<?> type) {
    List<String> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String path = prefix + component.getName();
      Class<?> inner = component.getType();
      if (inner.isRecord() && Arrays.asList(AuthPolicySpec.class.getClasses()).contains(inner)) {
        fields.addAll(fields(path + ".", inner));
      } else {
        fields.add(path);
      }
    }
    return fields;
  }
}
