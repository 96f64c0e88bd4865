/** Shows the campaign's colour while it is typed. Without this, the button beside the field does. */

const field = document.getElementById("id_accent");
const picture = document.querySelector("[data-swatch]");
const COLOUR = /^#?[0-9a-f]{6}$/i;

field?.addEventListener("input", () => {
  const typed = field.value.trim();
  if (typed && !COLOUR.test(typed)) return;
  const address = new URL(picture.src);
  address.searchParams.set("accent", typed.replace("#", ""));
  picture.src = address;
});
