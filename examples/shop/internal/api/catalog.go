package api

import (
	"compress/gzip"
	"log/slog"
	"mime"
	"net/http"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/catalog"
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
	sess.See(it.SKU)
	if err := a.Sessions.Save(r.Context(), sess); err != nil {
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
	w.Header().Set("Content-Type", "application/json")
	if err := catalog.WriteExport(w, catalog.Export{Items: a.Catalog.Items()}); err != nil {
		slog.Warn("export not written", "err", err)
	}
}

// importCatalog takes an export of another shop, plain or packed by gzip.
func (a *API) importCatalog(w http.ResponseWriter, r *http.Request) {
	body := http.MaxBytesReader(w, r.Body, maxImport)
	if r.Header.Get("Content-Encoding") == "gzip" {
		zr, err := gzip.NewReader(body)
		if err != nil {
			badRequest(w, err)
			return
		}
		body = http.MaxBytesReader(w, zr, maxImport)
	}
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || mediaType != "application/json" {
		http.Error(w, "send application/json", http.StatusUnsupportedMediaType)
		return
	}
	export, err := catalog.ReadExport(body)
	if err == nil {
		err = a.Catalog.Put(export.Items)
	}
	if err != nil {
		badRequest(w, err)
		return
	}
	for name, data := range export.Pictures {
		if err := a.Pictures.Put(name, data); err != nil {
			badRequest(w, err)
			return
		}
	}
	if err := a.Snapshot.Save(a.Catalog); err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"imported": len(export.Items)})
}

// reprice takes prices, or the name of a price list.
func (a *API) reprice(w http.ResponseWriter, r *http.Request) {
	var req struct {
		List   string         `json:"list"`
		Prices catalog.Prices `json:"prices"`
	}
	if !readJSON(w, r, &req) {
		return
	}
	if req.List != "" {
		prices, err := a.PriceLists.List(req.List)
		if err != nil {
			fail(w, err)
			return
		}
		req.Prices = prices
	}
	n := a.Catalog.Reprice(req.Prices)
	if err := a.Snapshot.Save(a.Catalog); err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"repriced": n})
}
