// The small job with simdjson on demand: eight flags for each patient of an export.
#include <cstdio>
#include <cstring>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <unordered_map>
using namespace simdjson;

struct Flags { bool thiazide = false, loop = false, statin = false, quinine = false, diabetes = false, kidney = false; double potassium = 0, calcium = 0; std::string potassium_at, calcium_at, born; };

static std::unordered_map<std::string, Flags> people;

static Flags &of(std::string_view reference) {
  auto slash = reference.rfind('/');
  return people[std::string(slash == std::string_view::npos ? reference : reference.substr(slash + 1))];
}

static std::string first_code(ondemand::object concept_object) {
  for (auto coding : concept_object["coding"].get_array()) return std::string(std::string_view(coding["code"].get_string()));
  return "";
}

static void line(ondemand::document_reference document) {
  ondemand::object resource = document.get_object();
  std::string_view type = resource["resourceType"].get_string();
  if (type == "Patient") {
    auto &person = of(resource["id"].get_string());
    person.born = std::string_view(resource["birthDate"].get_string());
  } else if (type == "MedicationRequest") {
    bool active = std::string_view(resource["status"].get_string()) == "active";
    if (!active) return;
    auto code = first_code(resource["medicationCodeableConcept"].get_object());
    auto &flags = of(resource["subject"]["reference"].get_string());
    flags.thiazide |= code == "5487" || code == "35208" || code == "6916";
    flags.loop |= code == "4603" || code == "38413";
    flags.statin |= code == "83367" || code == "36567";
    flags.quinine |= code == "9071";
  } else if (type == "Condition") {
    bool active = first_code(resource["clinicalStatus"].get_object()) == "active";
    if (!active) return;
    auto code = first_code(resource["code"].get_object());
    auto &flags = of(resource["subject"]["reference"].get_string());
    flags.diabetes |= code == "44054006";
    flags.kidney |= code == "709044004";
  } else if (type == "Observation") {
    if (std::string_view(resource["status"].get_string()) != "final") return;
    auto code = first_code(resource["code"].get_object());
    if (code != "2823-3" && code != "17861-6") return;
    auto &flags = of(resource["subject"]["reference"].get_string());
    std::string at{std::string_view(resource["effectiveDateTime"].get_string())};
    double value = resource["valueQuantity"]["value"].get_double();
    auto &newest = code == "2823-3" ? flags.potassium_at : flags.calcium_at;
    if (at > newest) {
      newest = at;
      (code == "2823-3" ? flags.potassium : flags.calcium) = value;
    }
  }
}

int main(int count, char **files) {
  ondemand::parser parser;
  for (int i = 1; i < count; i++) {
    padded_string text = padded_string::load(files[i]);
    ondemand::document_stream lines;
    if (parser.iterate_many(text, 16 << 20).get(lines)) return 1;
    for (auto found : lines) {
      auto document = found;
      ondemand::document_reference one;
      if (std::move(document).get(one)) return 1;
      line(one);
    }
  }
  std::printf("%zu\n", people.size());
  return people.empty();
}
