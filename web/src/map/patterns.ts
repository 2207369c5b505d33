// Hatchings, by name: `hatch-up:#8a0e38` rises to the right, `hatch-down:` falls, `dots:` are dots.

const SIZE = 16;

/** The picture of a pattern's name; null for a name that is none. */
export function pattern(name: string): ImageData | null {
  const [, kind, colour] = /^(hatch-up|hatch-down|dots):(#[\da-f]{3,8})$/i.exec(name) ?? [];
  if (!kind || !colour) return null;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = 2;
  pen.beginPath();
  if (kind === "dots") {
    for (const [x, y] of [[4, 4], [12, 12]] as const) {
      pen.moveTo(x, y);
      pen.arc(x, y, 1.8, 0, 7);
    }
    pen.fill();
  } else {
    // Three strokes, so that the pattern goes on over its own edge.
    for (const shift of [-SIZE, 0, SIZE]) {
      pen.moveTo(shift, kind === "hatch-up" ? SIZE : 0);
      pen.lineTo(shift + SIZE, kind === "hatch-up" ? 0 : SIZE);
    }
    pen.stroke();
  }
  return pen.getImageData(0, 0, SIZE, SIZE);
}
