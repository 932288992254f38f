package api

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"mime"
	"net/http"

	"gopkg.in/yaml.v3"

	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/catalog"
)

func (a *API) items(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, a.Catalog.Items())
}

func (a *API) item(w http.ResponseWriter, r *http.Request) {
	it, err := a.Catalog.Item(r.PathValue("sku"))
	if err != nil {
		fail(w, err)
		return
	}
	sess := sessionOf(r)
	st, err := a.Sessions.State(r.Context(), sess.ID)
	if err != nil {
		fail(w, err)
		return
	}
	st.See(it.SKU)
	if err := a.Sessions.SaveState(r.Context(), sess.ID, st); err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, it)
}

func (a *API) stock(w http.ResponseWriter, r *http.Request) {
	reply, err := a.Supplier.Stock(r, r.PathValue("sku"))
	if err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("Content-Type", reply.Header.Get("Content-Type"))
	w.WriteHeader(reply.Status)
	w.Write(reply.Body)
}

func (a *API) deliveries(w http.ResponseWriter, r *http.Request) {
	deliveries, err := a.Supplier.Deliveries(r.Context())
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, deliveries)
}

func (a *API) exportCatalog(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/x-gob")
	if err := catalog.WriteExport(w, a.Catalog.Items()); err != nil {
		fail(w, err)
	}
}

// importCatalog takes an export of another shop, or a list of articles in YAML.
func (a *API) importCatalog(w http.ResponseWriter, r *http.Request) {
	var body io.Reader = r.Body
	if r.Header.Get("Content-Encoding") == "gzip" {
		zr, err := gzip.NewReader(r.Body)
		if err != nil {
			http.Error(w, "bad request: "+err.Error(), http.StatusBadRequest)
			return
		}
		defer zr.Close()
		body = zr
	}
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		http.Error(w, "bad content type", http.StatusBadRequest)
		return
	}
	var items []catalog.Item
	switch mediaType {
	case "application/x-gob":
		items, err = catalog.ReadExport(body)
	case "application/yaml":
		err = yaml.NewDecoder(body).Decode(&items)
	default:
		http.Error(w, "send application/x-gob or application/yaml", http.StatusUnsupportedMediaType)
		return
	}
	if err == nil {
		err = a.Catalog.Put(items)
	}
	if err != nil {
		http.Error(w, "bad request: "+err.Error(), http.StatusBadRequest)
		return
	}
	if err := a.Catalog.SaveSnapshot(a.Snapshot); err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"imported": len(items)})
}

func (a *API) reprice(w http.ResponseWriter, r *http.Request) {
	var list catalog.PriceList
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxJSON)).Decode(&list); err != nil {
		http.Error(w, "bad request: "+err.Error(), http.StatusBadRequest)
		return
	}
	n := a.Catalog.Reprice(list)
	if err := a.Catalog.SaveSnapshot(a.Snapshot); err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"repriced": n})
}
