import { useEffect, useState } from "preact/hooks";
import { Button } from "../../design/button";
import { numbering, t } from "../../language/language";
import type { Photo } from "../../outbox/item";
import { Choice } from "./Fields";
import { type Faults, LARGEST_PHOTO, MOST_PHOTOS, PHOTO_TYPES } from "./check";

/** Photos, as they were taken: what the server takes out of them it takes out of every copy. */
export function Photos({ photos, faults, onChange }: { photos: Photo[]; faults: Faults; onChange: (photos: Photo[]) => void }) {
  return (
    <Choice place="photos" faults={faults}>
      <label class="button form-file">
        {t("form-add-photos")}
        <input
          type="file"
          accept={PHOTO_TYPES.join(",")}
          multiple
          class="hidden-text"
          onChange={(event) => {
            const added = [...(event.currentTarget.files ?? [])].map((file) => ({ name: file.name, type: file.type, blob: file as Blob }));
            onChange([...photos, ...added]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      <p class="small soft">{t("form-photos-hint", { most: MOST_PHOTOS, size: size(LARGEST_PHOTO) })}</p>
      {photos.length > 0 && (
        <ul class="plain-list form-photos">
          {photos.map((photo, index) => (
            <li key={`${photo.name} ${index}`}>
              <Picture photo={photo} />
              <span class="small">
                <bdi>{photo.name}</bdi>
                <br />
                {size(photo.blob.size)}
              </span>
              <Button look="quiet" aria-label={t("form-take-out", { name: photo.name })} onClick={() => onChange(photos.filter((_, other) => other !== index))}>
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Choice>
  );
}

function Picture({ photo: { blob } }: { photo: Photo }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return <img src={url} alt="" width={56} height={56} />;
}

const MEGA = 1024 * 1024;

function size(bytes: number): string {
  const mega = bytes >= MEGA;
  const style = { style: "unit", unit: mega ? "megabyte" : "kilobyte", maximumFractionDigits: mega ? 1 : 0 } as const;
  return new Intl.NumberFormat(numbering(), style).format(bytes / (mega ? MEGA : 1024));
}
