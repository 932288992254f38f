package report_test

import (
	"bytes"
	"encoding/json"
	"html"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

// measure writes into the page what a reader's eyes would tell. The report itself has no script.
const measure = `<script>
function light(color) {
  const [r, g, b] = color.match(/[\d.]+/g).map(x => x / 255).map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function back(e) {
  for (; e; e = e.parentElement) {
    const color = getComputedStyle(e).backgroundColor;
    if (color !== 'rgba(0, 0, 0, 0)') return color;
  }
}
const folded = [...document.querySelectorAll('details')].filter(e => !e.open);
for (const e of folded) e.open = true;
let contrast = 21;
for (const e of document.querySelectorAll('body, body *')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.tagName === 'SCRIPT') continue;
  const [a, b] = [light(getComputedStyle(e).color), light(back(e))].sort((a, b) => b - a);
  contrast = Math.min(contrast, (a + 0.05) / (b + 0.05));
}
// The filter works without a script: what it hides has no box.
const first = document.querySelector('.filter input:checked');
const visible = () => [...document.querySelectorAll('.group')].filter(e => e.offsetParent).length;
const all = visible();
if (first) for (const e of document.querySelectorAll('.filter [aria-label=Severity] input')) e.checked = false;
const none = visible();
if (first) document.querySelector('.filter').reset();
const again = visible();
document.documentElement.dataset.seen = JSON.stringify({
  Sideways: document.documentElement.scrollWidth - innerWidth,
  Clipped: [...document.querySelectorAll('.t, .step, summary, .where')].filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0).length,
  Steps: document.querySelectorAll('.step').length,
  Background: getComputedStyle(document.body).backgroundColor,
  Contrast: contrast,
  Groups: all, Filtered: none, Again: again,
});
for (const e of folded) e.open = false;
</script></body>`

type seen struct {
	Sideways, Clipped, Steps int
	Groups, Filtered, Again  int // groups of findings that are visible: all, with no severity chosen, and after the reset
	Background               string
	Contrast                 float64 // the lowest of all text, as WCAG 2 computes it
}

// In a browser of a laptop's width, and of a narrow one, a finding with its trace is read without scrolling sideways, by
// light and by dark, with the contrast that WCAG 2.2 asks for (4.5). The file needs no script and no network. With -artifacts, go test
// keeps the pictures.
func TestHTMLInABrowser(t *testing.T) {
	dir, streams := printed(t)
	pages := make(map[string][]byte)
	for name, stream := range streams {
		r := collect(t, dir, stream)
		r.Audit = name == "audit.json"
		var page bytes.Buffer
		if err := r.WriteHTML(&page, "v0.1.0"); err != nil {
			t.Fatal(err)
		}
		if found := regexp.MustCompile(`(?i)<script|<link|\ssrc=|url\(|@import`).Find(page.Bytes()); found != nil {
			t.Errorf("%s: the page is not one file without scripts: it has %s", name, found)
		}
		pages[name] = page.Bytes()
	}
	chromium := drive.Installed(t, "chromium")
	for name, page := range pages {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(dir, name+".html")
			write(t, file, bytes.Replace(page, []byte("</body>"), []byte(measure), 1))
			readable(t, chromium, file)
		})
	}
}

// readable holds a page to what a reader needs, on wide and narrow screens, by light and by dark.
func readable(t *testing.T, chromium, file string) {
	t.Helper()
	backgrounds := make(map[string]bool)
	for _, size := range []string{"1366,768", "500,800"} {
		for scheme, name := range []string{"dark", "light"} { // by their numbers in Blink
			shot := filepath.Join(t.ArtifactDir(), name+"-"+size+".png")
			got := look(t, chromium, file, shot, "--window-size="+size, "--blink-settings=preferredColorScheme="+string(rune('0'+scheme)))
			if got.Sideways > 0 || got.Clipped > 0 {
				t.Errorf("%s, %s: %d pixels beyond the right edge, %d elements cut off", size, name, got.Sideways, got.Clipped)
			}
			if got.Groups == 0 || got.Filtered != 0 || got.Again != got.Groups {
				t.Errorf("%s, %s: of %d groups the filter leaves %d, and its reset brings back %d", size, name, got.Groups, got.Filtered, got.Again)
			}
			if got.Steps == 0 {
				t.Errorf("%s, %s: no steps", size, name)
			}
			if got.Contrast < 4.5 {
				t.Errorf("%s, %s: contrast %.2f", size, name, got.Contrast)
			}
			backgrounds[got.Background] = true
		}
	}
	if len(backgrounds) != 2 {
		t.Errorf("light and dark have the backgrounds %v", backgrounds)
	}
}

func look(t *testing.T, chromium, file, shot string, args ...string) (s seen) {
	t.Helper()
	args = append(args, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--user-data-dir="+t.TempDir())
	out, err := exec.Command(chromium, slices.Concat(args, []string{"--screenshot=" + shot, "--dump-dom", "file://" + file})...).Output()
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`data-seen="([^"]*)"`).FindSubmatch(out)
	if m == nil {
		t.Fatalf("the page was not measured:\n%s", out)
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(string(m[1]))), &s); err != nil {
		t.Fatal(err)
	}
	return s
}
